import type { FlowSays } from '../../../drill/run/read-flow.ts';
import { createDrilledMenu } from '../../../drill/run/drilled-menu.ts';
import { readScript } from '../../../drill/run/script.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Simulator } from '../../../simulator/simulator.ts';

const lineOf = (requestId: string, more: object): string =>
  `event: ${JSON.stringify({ requestId, route: 'event', step: 'menu', ...more })}`;

/** A user's menu whose functions log these lines while it is read. */
const menuThatLogs = (...lines: readonly string[]) => {
  const output = [lineOf('before', { code: 'call-flow-threw', error: 'Error: of an earlier request' })];
  const simulator = {
    placeCall: () => Promise.resolve(void output.push(...lines)),
    stop: () => Promise.resolve(),
  };
  return createDrilledMenu({
    emulator: { callerNumber: '447700900000', functionOutput: () => output } as unknown as Emulator,
    outside: {} as never,
    createSimulator: () => simulator as unknown as Simulator,
    deployed: { rungSays: {} } as FlowSays,
    users: { file: undefined, scripts: [readScript('1')] },
  });
};

describe('a user’s menu', () => {
  it('is refused where a step throws with nothing broken: its replacement is no promise', async () => {
    const threw = lineOf('now', {
      code: 'call-flow-threw',
      error: 'Error: CRM is down\n    at menu (x.cjs:1:1)',
    });
    await expect(menuThatLogs(threw).enter()).rejects.toThrow(
      'steps["menu"] in functions/call-flow.ts threw: Error: CRM',
    );
  });

  it('is read where steps answer, or a state that was made up is lost', async () => {
    const lines = [lineOf('one', {}), lineOf('other', { code: 'state-unreadable' })];
    expect(await menuThatLogs(...lines).enter()).toMatchObject({ journeys: [{ script: { text: '1' } }] });
  });
});
