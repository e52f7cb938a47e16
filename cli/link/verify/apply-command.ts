/** How "apply" is called with the outputs, the application and the credentials that "verify" was given. */
export interface ApplyCommand {
  /** Makes the application as it is expected. */
  readonly asExpected: string;
  /** Links it otherwise. */
  readonly instead: (choice: Arrangement) => string;
}

/** Who answers and by what the fallback is asked; without a region the domain answers. */
export interface Arrangement {
  readonly primary: string | undefined;
  readonly fallback: 'front' | 'direct';
}

const BASE = ['outputs', 'application', 'timeouts', 'credentials'] as const;
const CHOICE = ['primary', 'fallback'] as const;

type Flags = Readonly<Partial<Record<(typeof BASE)[number] | (typeof CHOICE)[number], string | undefined>>>;

export function applyCommand(flags: Flags): ApplyCommand {
  const given = (names: readonly (keyof Flags)[]): readonly string[] =>
    names.flatMap((name) => (flags[name] === undefined ? [] : [`--${name}`, flags[name]]));
  const command = (more: readonly string[]): string =>
    ['npm run link -- apply', ...given(BASE), ...more].join(' ');
  return { asExpected: command(given(CHOICE)), instead: (choice) => command(choiceFlags(choice)) };
}

export const choiceFlags = ({ primary, fallback }: Arrangement): readonly string[] => [
  ...(primary === undefined ? [] : ['--primary', primary]),
  ...(fallback === 'direct' ? ['--fallback', 'direct'] : []),
];
