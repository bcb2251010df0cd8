import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// The page that counterexamples are exported into: one script and one style, read by whoever exports.
export default defineConfig({
  plugins: [vue()],
  publicDir: false,
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    target: 'es2022',
    outDir: 'out/page',
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: { page: 'renderer/exported-page/main.ts' },
      output: { format: 'iife', entryFileNames: 'page.js', assetFileNames: 'page.[ext]' },
    },
  },
});
