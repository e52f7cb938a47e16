import { below, type NccoProblem } from '../../ncco/problem.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';

/** The text for `{{name}}` in a static NCCO, by name. */
export type PlaceholderValues = Readonly<Record<string, string>>;

export const placeholderValues = (settings: Settings, audioUrl: string): PlaceholderValues => ({
  callerNumber: settings.callerNumber,
  personPhone: settings.person.phone,
  personSip: settings.person.sip,
  audioUrl,
});

/** A copy of plain JSON with every placeholder filled. A placeholder that cannot be filled is a problem. */
export function fillPlaceholders(
  template: unknown,
  values: PlaceholderValues,
): { readonly value: unknown; readonly problems: readonly NccoProblem[] } {
  const problems: NccoProblem[] = [];
  const known = Object.keys(values)
    .map((name) => `{{${name}}}`)
    .join(', ');
  const refuse = (path: string, found: string): void => {
    problems.push({ severity: 'error', path, expected: `only the placeholders ${known}`, found });
  };

  const fillText = (text: string, path: string): string => {
    const rest = text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      if (!Object.hasOwn(values, name)) refuse(path, whole);
      else if (values[name] === '') refuse(path, `${whole}, which is empty`);
      return '';
    });
    // A malformed one, such as "{{ callerNumber }}", would be served unchanged.
    if (/\{\{|\}\}/.test(rest)) refuse(path, JSON.stringify(text));
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  };

  const fill = (node: unknown, path: string): unknown => {
    if (typeof node === 'string') return fillText(node, path);
    if (Array.isArray(node)) return node.map((each, index) => fill(each, below(path, index)));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, each]) => {
        if (/\{\{|\}\}/.test(key)) refuse(path, `the option name ${JSON.stringify(key)}`);
        return [key, fill(each, below(path, key))];
      }),
    );
  };

  return { value: fill(template, '$'), problems };
}

/**
 * A copy of plain JSON with a host name in place of every CDK token. A token stands for a value that is known only at
 * deployment, and a URL that contains one cannot be checked.
 */
export const withoutTokens = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/\$\{Token\[[\w.:-]+\]\}/g, 'token.invalid'));
