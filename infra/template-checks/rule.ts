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

/** What synthesizes and must not be deployed. */
export interface Rule {
  readonly name: string;
  /** What a caller would live through. */
  readonly why: string;
  readonly whatToDo: string;
  readonly appliesTo: readonly Role[];
  /** Each place where it is broken. */
  readonly find: (stack: SynthesizedStack, settings: Settings) => readonly string[];
}

export const SERVING: readonly Role[] = ['primary', 'secondary'];
export const ALL: readonly Role[] = [...SERVING, 'static'];
