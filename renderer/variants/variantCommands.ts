/** What the comparison of variants can be told to do. */
import type { Command } from '../commands/commands.ts';
import { useLayout } from '../stores/layout.ts';
import { useVariants } from '../stores/variants.ts';

export function variantCommands(): Command[] {
  const layout = useLayout();
  const variants = useVariants();
  return [
    {
      id: 'variants.start',
      title: 'Compare Variants: Run the Scenario in Each',
      needs: { what: 'no comparison of variants that runs', met: () => !variants.live },
      async run() {
        layout.reveal('variants', false);
        await variants.start();
      },
    },
    { id: 'variants.stop', title: 'Compare Variants: Stop, Keeping Results', needs: { what: 'a comparison of variants that runs', met: () => variants.live }, run: variants.stop },
  ];
}
