/** A field of a form, as far as an example of what it takes depends on it. */
export interface ExampleField {
  readonly type: string;
  readonly allowedValues?: readonly string[];
  readonly minLength?: number;
}

/** The example as a person types it into the vendor's form. */
export function typedOf(field: ExampleField, today: string): string {
  const example = exampleOf(field, today);
  if (Array.isArray(example)) return example.join('; ');
  if (typeof example === 'boolean') return example ? 'Yes' : 'No';
  return field.type === 'money' ? '1200.50 EUR' : String(example);
}

/** Something that a field of a form takes. @param today calendar date */
export function exampleOf({ type, allowedValues, minLength = 0 }: ExampleField, today: string): unknown {
  const examples: Readonly<Record<string, unknown>> = {
    string: 'Example'.padEnd(minLength, 'x'),
    text: 'Example words'.padEnd(minLength, 'x'),
    integer: 5,
    decimal: '1.5',
    money: { amount: '1200.50', currency: 'EUR' },
    date: today,
    boolean: false,
    choice: allowedValues?.[0],
    choices: allowedValues ? [...allowedValues] : ['One', 'Two'],
    email: 'ada@customer.example',
    url: 'https://customer.example',
    country: 'DE',
  };
  if (examples[type] === undefined) throw new Error(`no example is known of the type ${type}`);
  return examples[type];
}
