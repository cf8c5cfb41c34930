/** The colours of the style sheet, for canvases. */
export interface Colours {
  ink: string; quiet: string; grid: string; line: string; water: string; rain: string; chemistry: string; flux: string;
  suspect: string; fail: string; missing: string; extrapolated: string; event: string; simulated: string;
}

/** Reads the colours of the theme in force. */
export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"), quiet: of("quiet"), grid: of("grid"), line: of("line"), water: of("water"), rain: of("rain"), chemistry: of("chemistry"), flux: of("flux"),
    suspect: of("suspect"), fail: of("fail"), missing: of("missing"), extrapolated: of("extrapolated"), event: of("event"), simulated: of("simulated"),
  };
}

/** A colour with an opacity. */
export const faint = (colour: string, share: number): string => `color-mix(in srgb, ${colour} ${Math.round(share * 100)}%, transparent)`;
