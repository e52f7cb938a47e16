import type { ArnPlace } from '../../../contracts/own-needs.ts';

/** A region of an account that only the deployment knows, rendered. */
export const renderedPlace = (region: string): ArnPlace => ({
  partition: '${AWS::Partition}',
  region,
  account: '${AWS::AccountId}',
});

/** A value as one text, with CloudFormation's functions applied: `${Bucket.Arn}/calls/*`. */
export const renderValue = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const [only, ...others] = Object.entries((value ?? {}) as Readonly<Record<string, unknown>>);
  const render = others.length === 0 && only !== undefined ? FUNCTIONS[only[0]] : undefined;
  return render === undefined ? (JSON.stringify(value) ?? 'nothing') : render(only?.[1]);
};

const FUNCTIONS: Readonly<Record<string, (argument: unknown) => string>> = {
  Ref: (name) => `\${${String(name)}}`,
  'Fn::GetAtt': (path) => `\${${[path].flat().join('.')}}`,
  'Fn::Join': (argument) => {
    const [separator, parts] = argument as [string, readonly unknown[]];
    return parts.map(renderValue).join(separator);
  },
  'Fn::Sub': (argument) => {
    const [text, values] = [argument].flat() as [string, Readonly<Record<string, unknown>>?];
    return Object.entries(values ?? {}).reduce(
      (rendered, [name, value]) => rendered.replaceAll(`\${${name}}`, renderValue(value)),
      text,
    );
  },
};
