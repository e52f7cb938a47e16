import type { Spell } from '../schedule/schedule.ts';

/** A promise that a history breaks, or a call that no promise could save. */
export interface Judgement {
  readonly promise: PromiseName;
  readonly verdict: 'broken' | 'inevitable';
  /** For people, with times since the caller dialled. */
  readonly text: string;
}

/** What docs/simulate.md promises, in its order. */
export const PROMISES = [
  'no-drop-while-a-tier-lives',
  'whole-tiers-answer',
  'failures-are-not-asked-twice',
  'waits-are-within-limits',
  'rungs-are-climbed-in-order',
  'no-loop',
  'served-nccos-are-valid',
  'nccos-are-asked-for',
  'events-are-journaled-once',
  'deliverable-events-are-kept',
  'all-is-well-afterwards',
  'outsiders-change-nothing',
] as const;

export type PromiseName = (typeof PROMISES)[number];

export const broken = (promise: PromiseName, text: string): Judgement => ({
  promise,
  verdict: 'broken',
  text,
});

export const inevitable = (promise: PromiseName, text: string): Judgement => ({
  promise,
  verdict: 'inevitable',
  text,
});

export const during = (spells: readonly Spell[], fromMs: number, toMs: number): readonly Spell[] =>
  spells.filter((spell) => spell.fromMs <= toMs && spell.toMs >= fromMs);

/** Something else answers in a region's place: what it says is not ours. */
export const isImpostor = ({ fault }: Spell): boolean => /^(answers-|redirects)/.test(fault.kind);
