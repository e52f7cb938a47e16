import { PROBE_ID, TUNE_ID } from '../../contracts/journal/journal-key.ts';

/** Conversations of events that this project sends to itself, and the command that does: no call has such an id. */
const OWN: Readonly<Record<string, string>> = {
  [PROBE_ID]: 'npm run link -- verify',
  [TUNE_ID]: 'npm run link -- tune',
};

/** The command whose probe the conversation is; undefined: a call. */
export const probeOf = (conversation: string): string | undefined =>
  Object.hasOwn(OWN, conversation) ? OWN[conversation] : undefined;

/** Conversations that are left out of what is shown. */
export interface Probe {
  readonly conversation: string;
  readonly sentBy: string;
  readonly events: number;
}

interface OfADay {
  readonly conversations: readonly string[];
  readonly keys: { readonly size: number };
}

/** Tells calls from probes. @param keep nothing is left out */
export function withoutProbes<T extends OfADay>(
  all: readonly T[],
  keep: boolean,
): { readonly calls: readonly T[]; readonly probes: readonly Probe[] } {
  const probes = keep ? [] : all.flatMap(probeIn);
  return { calls: keep ? all : all.filter((call) => probeIn(call).length === 0), probes };
}

/** No leg moves to or from a probe. */
function probeIn({ conversations: [conversation = ''], keys }: OfADay): readonly Probe[] {
  const sentBy = probeOf(conversation);
  return sentBy === undefined ? [] : [{ conversation, sentBy, events: keys.size }];
}

/** One line, or none. */
export function describeProbes(probes: readonly Probe[]): readonly string[] {
  if (probes.length === 0) return [];
  const each = probes.map(
    ({ conversation, sentBy, events }) =>
      `${conversation}, ${String(events)} event${events === 1 ? '' : 's'} of ${sentBy}`,
  );
  return [`Left out, since no caller is in it: ${each.join('; ')}. --with-probes shows it.`];
}
