/** Codes that a function logs if no journal has an event, or none has it yet. */
const CODES: readonly unknown[] = ['journal-lost', 'journal-unavailable'];

/** Reads the functions' log lines, and collects the keys of lost events until they are taken. */
export function collectLostKeys(): {
  readonly read: (line: string) => void;
  readonly take: () => readonly string[];
} {
  let keys: string[] = [];
  return {
    // `<function>: <JSON>`
    read: (line) => {
      const key = lostKeyIn(line.slice(line.indexOf('{')));
      if (key !== undefined) keys.push(key);
    },
    take: () => {
      const taken = keys;
      keys = [];
      return taken;
    },
  };
}

function lostKeyIn(text: string): string | undefined {
  try {
    const { code, key } = JSON.parse(text) as { code?: unknown; key?: unknown };
    return CODES.includes(code) && typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}
