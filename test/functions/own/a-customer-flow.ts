import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { declareOwn } from '../../../functions/own/declare-own.ts';
import { input, talk } from '../../../ncco/build.ts';
import { menuFlow } from '../flow/a-menu.ts';

/** Finds a customer, as the test has it. */
export type Find = (signal: AbortSignal, token: () => Promise<string>) => unknown;

/** Greets a customer by name, at the start and in a step; without the name where the look-up gives none. */
export const customerFlow = (find: Find, budgetMs = 200): CallFlow =>
  defineFlow({
    own: declareOwn({
      values: { company: 'Example Ltd.' },
      secrets: { crmToken: 'my-company/crm-token' },
    }),
    start: async (_call, { own, lookUp }) => {
      const name = await lookUp({ name: 'customer', budgetMs, otherwise: 'caller' }, (signal) =>
        find(signal, () => own.secret('crmToken')),
      );
      return [talk(`${own.values.company}: ${String(name)}.`), input({ next: 'menu' })];
    },
    steps: {
      menu: async (_happened, { own, lookUp }) => {
        const name = await lookUp({ budgetMs, otherwise: 'caller' }, (signal) =>
          find(signal, () => own.secret('crmToken')),
        );
        return [talk(`Step, ${String(name)}.`)];
      },
    },
    rungs: {
      ...menuFlow.rungs,
      person: (_call, { own }) => [talk(`${own.values.company} is sorry.`)],
    },
  });
