import type { Settings } from '../../contracts/settings/settings-schema.ts';
import type { Template } from './template.ts';

export type Role = keyof Settings['regions'];

/** One stack, as it would be deployed. */
export interface SynthesizedStack {
  /** Of the cloud assembly. */
  readonly folder: string;
  readonly name: string;
  readonly role: Role;
  readonly template: Template;
}

/** A check of a synthesized stack. */
export interface Rule {
  readonly name: string;
  /** The reason for the rule. */
  readonly why: string;
  readonly whatToDo: string;
  readonly appliesTo: readonly Role[];
  /** One text for each violation. */
  readonly find: (stack: SynthesizedStack, settings: Settings) => readonly string[];
}

export const SERVING: readonly Role[] = ['primary', 'secondary'];
export const ALL: readonly Role[] = [...SERVING, 'static'];
