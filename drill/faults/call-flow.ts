import { ROUTES } from '../../contracts/routes.ts';
import type { RegionRole, Route, Undo } from '../../emulator/emulator.ts';
import type { FlowName } from '../call-flows/flow-builds.ts';
import type { Fault } from './fault.ts';
import { type PlainEffect, FUNCTION_FAILS, FUNCTION_TIMES_OUT, inThePlainRegion } from './plain-effect.ts';

type BadCallFlow = 'throws' | 'returns-invalid-ncco' | 'too-slow';

/** In a plain set-up the call flow is the function itself, so nothing catches its failure. */
const PLAIN: Readonly<Partial<Record<FlowName, PlainEffect>>> = {
  throws: { answer: FUNCTION_FAILS },
  'returns-invalid-ncco': { answer: { status: 200, afterMs: 0, body: '[{"action":"tlak"}]' } },
  'too-slow': { answer: FUNCTION_TIMES_OUT },
  'menu-throws': { event: FUNCTION_FAILS },
  'menu-too-slow': { event: FUNCTION_TIMES_OUT },
};

/** The region's answer function runs a bad call flow. */
export const badCallFlow = (role: RegionRole, bad: BadCallFlow): Fault => ({
  name: `the call flow ${bad.replaceAll('-', ' ')} in the ${role}`,
  recycles: true,
  flow: bad,
  ...inThePlainRegion(role, PLAIN[bad] ?? {}),
  apply: async (emulator, { flowBundles }) =>
    emulator.replaceBundle(role, 'answer', (await flowBundles(bad)).answer),
});

const ALL: readonly Route[] = ROUTES.map(({ name }) => name);

/** Every function of the region runs this call flow, as after a deployment; its environments are new. */
export const callFlowIn = (role: RegionRole, flow: FlowName): Fault => ({
  name: `the call flow ${flow} in the ${role}`,
  recycles: true,
  flow,
  ...inThePlainRegion(role, PLAIN[flow] ?? {}),
  apply: async (emulator, { flowBundles }) => {
    const bundles = await flowBundles(flow);
    const undos: Undo[] = [];
    const undo = async (): Promise<void> => {
      for (const each of undos.splice(0).toReversed()) await each();
    };
    try {
      for (const route of ALL) undos.push(await emulator.replaceBundle(role, route, bundles[route]));
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  },
});

/** Environments of each function that callers wait for: they answer one after the other. */
const ENVIRONMENTS = 6;

/** As `callFlowIn`, while callers are in a menu: its environments are started, since a cold start is another scenario's. */
export const callFlowDeployed = (role: RegionRole, flow: FlowName, asked: readonly Route[]): Fault => {
  const { apply, name, ...same } = callFlowIn(role, flow);
  return {
    ...same,
    name: `${name}, deployed in mid-menu`,
    apply: async (emulator, outside, write) => {
      const undo = await apply(emulator, outside, write);
      try {
        for (const route of asked) await emulator.warm(role, route, ENVIRONMENTS);
      } catch (error) {
        await undo();
        throw error;
      }
      return undo;
    },
  };
};
