const compiled = new Map<string, RegExp>();

/** Flags written inside a pattern of the models: `(?s)` lets the dot match line ends. */
const INLINE_FLAGS = /^\(\?([a-z]+)\)/u;

function compile(pattern: string): RegExp {
  const flags = INLINE_FLAGS.exec(pattern)?.[1] ?? '';
  const source = pattern.replace(INLINE_FLAGS, '');
  const whole = `^(?:${source})$`;
  try {
    return new RegExp(whole, `u${flags}`);
  } catch {
    // Some patterns escape characters that need none, which the stricter mode refuses.
    return new RegExp(whole, flags);
  }
}

/** Whether the whole text fits a pattern of the models: they come without anchors and mean the whole text. */
export function patternFits(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = compile(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
