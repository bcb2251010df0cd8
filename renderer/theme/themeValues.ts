/** The theme's custom properties, for what is drawn without CSS. */

/** Reads them as they are now: `text-dim`, `font-ui`, without the dashes. */
export function themeValues(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}
