import { flowsOf } from '../../../cli/kit/application-flows.ts';
import { settings } from '../../fixtures/own/settings.ts';

const [first = ''] = settings.vonage.applicationIds;
const SECOND = 'cccccccc-bbbb-4ccc-8ddd-0123456789ab';
const forward = { answerUrl: 'https://a.example.com/a', eventUrl: 'https://a.example.com/e' };
const FLOWS = { callFlow: {}, candidate: undefined, named: { sales: { forward }, support: {} } };
const withNumbers = (numbers: object) => ({
  ...settings,
  vonage: { ...settings.vonage, applicationIds: [first, SECOND] },
  numbers: numbers as NonNullable<Parameters<typeof flowsOf>[2]['numbers']>,
});
const wheres = (...args: Parameters<typeof flowsOf>) =>
  flowsOf(...args).map(({ where, numbers }) => [where, ...numbers]);

it('are the common one where the table has no number of the application', () => {
  const plain = { ...settings, numbers: undefined };
  expect(wheres(first, FLOWS, plain)).toEqual([['functions/call-flow.ts']]);
  expect(wheres(SECOND, FLOWS, withNumbers({ 447700900000: { flow: 'sales' } }))).toEqual([
    ['functions/call-flow.ts'],
  ]);
});

it('are, of the first application, the common one and those of its numbers', () => {
  const table = {
    447700900000: { flow: 'sales' },
    447700900002: { flow: 'sales' },
    447700900003: {},
    447700900004: { flow: 'support', applicationId: SECOND.toUpperCase() },
  };
  expect(wheres(first, FLOWS, withNumbers(table))).toEqual([
    ['functions/call-flow.ts'],
    ['"sales" of functions/call-flows.ts', '447700900000', '447700900002'],
  ]);
  expect(wheres(SECOND, FLOWS, withNumbers(table))).toEqual([
    ['"support" of functions/call-flows.ts', '447700900004'],
  ]);
});

it('are, of another application, the common one for its numbers without a flow', () => {
  const table = {
    447700900004: { applicationId: SECOND },
    447700900005: { flow: 'sales', applicationId: SECOND },
  };
  expect(wheres(SECOND, FLOWS, withNumbers(table))).toEqual([
    ['functions/call-flow.ts', '447700900004'],
    ['"sales" of functions/call-flows.ts', '447700900005'],
  ]);
});

it('have a candidate beside the common one, and say where they forward to', () => {
  const plain = { ...settings, numbers: undefined };
  const flows = flowsOf(first, { ...FLOWS, candidate: { forward } }, plain);
  expect(flows.map(({ where, forward: to }) => [where, to?.answerUrl])).toEqual([
    ['functions/call-flow.ts', undefined],
    ['candidate of functions/call-flow.ts', 'https://a.example.com/a'],
  ]);
});
