/** How "apply" is called with the outputs, the application and the credentials that "verify" was given. */
export interface ApplyCommand {
  /** Makes the application as it is expected. */
  readonly asExpected: string;
  /** Links it otherwise. */
  readonly instead: (choice: { readonly primary: string; readonly fallback: 'front' | 'direct' }) => string;
}

const BASE = ['outputs', 'application', 'timeouts', 'credentials'] as const;
const CHOICE = ['primary', 'fallback'] as const;

type Flags = Readonly<Partial<Record<(typeof BASE)[number] | (typeof CHOICE)[number], string | undefined>>>;

export function applyCommand(flags: Flags): ApplyCommand {
  const given = (names: readonly (keyof Flags)[]): readonly string[] =>
    names.flatMap((name) => (flags[name] === undefined ? [] : [`--${name}`, flags[name]]));
  const command = (more: readonly string[]): string =>
    ['npm run link -- apply', ...given(BASE), ...more].join(' ');
  return { asExpected: command(given(CHOICE)), instead: (choice) => command([choiceFlags(choice)]) };
}

export const choiceFlags: (choice: Parameters<ApplyCommand['instead']>[0]) => string = ({
  primary,
  fallback,
}) => `--primary ${primary}${fallback === 'direct' ? ' --fallback direct' : ''}`;
