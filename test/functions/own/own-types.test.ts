import { defineFlow } from '../../../functions/define-flow.ts';
import { declareOwn } from '../../../functions/own/declare-own.ts';
import { talk } from '../../../ncco/build.ts';
import { menuFlow } from '../flow/a-menu.ts';

// tsc checks these: each @ts-expect-error is an error where the line below it compiles.

it('has the types of what is declared', () => {
  const own = declareOwn({
    values: { crmUrl: 'https://crm.example.com', openFromHour: 9, isOpen: false },
    secrets: { crmToken: 'my-company/crm-token' },
  });
  const flow = defineFlow({
    own,
    state: { tries: 0 },
    start: async (_call, context) => {
      const hour: number = context.own.values.openFromHour;
      const token: string = await context.own.secret('crmToken');
      // @ts-expect-error -- no such secret
      await context.own.secret('crmTokn').catch(() => '');
      // @ts-expect-error -- no such value
      void context.own.values.crmUrll;
      const found: number | undefined = await context.lookUp(
        { budgetMs: 1, otherwise: undefined },
        () => hour,
      );
      // @ts-expect-error -- it may be the default
      const sure: number = await context.lookUp({ budgetMs: 1, otherwise: undefined }, () => hour);
      return [talk(`${token} ${found} ${sure}`)];
    },
    steps: {
      menu: (_happened, { own: { values }, state }) => [
        talk(values.isOpen === true ? values.crmUrl : String(state.tries)),
      ],
    },
    rungs: {
      ...menuFlow.rungs,
      person: (_call, context) => {
        // @ts-expect-error -- a rung waits for nothing
        void context.own.secret;
        return [talk(context.own.values.crmUrl)];
      },
    },
  });
  expect(flow.own?.secrets).toEqual({ crmToken: 'my-company/crm-token' });
});

it('takes plain JSON alone as values', () => {
  // @ts-expect-error -- a function is no JSON
  declareOwn({ values: { load: () => 1 } });
  // @ts-expect-error -- nor is a date
  declareOwn({ values: { from: new Date() } });
  expect(declareOwn({}).values).toEqual({});
});

it('gives no secret to a flow that declares none', () => {
  const flow = defineFlow({
    start: async (_call, context) => {
      // @ts-expect-error -- it declares none
      await context.own.secret('crmToken');
      return [];
    },
    rungs: menuFlow.rungs,
  });
  expect(flow.own).toBeUndefined();
});
