import { below } from '../../ncco/problem.ts';
import { leadsOn } from '../flow/lead-on.ts';
import { type Running, lostRun } from '../flow/runs.ts';
import { type FlowRun, rungRun } from '../ladder/flow-run.ts';
import type { Findings } from './findings.ts';
import { sampleEvent } from './samples.ts';

/** What is heard where no step answers: it must lead nowhere, or a call could go round for ever. */
export async function checkRungs(running: Running, findings: Findings): Promise<void> {
  for (const [name, { flow, finish }] of runsOf(running)) {
    const returned = await findings.returned(name, name, flow);
    if (returned === undefined) continue;
    const { ncco } = returned;
    const leading = Array.isArray(ncco) ? ncco.findIndex(leadsOn) : -1;
    if (leading === -1) findings.judge(name, name, ncco, finish);
    else
      findings.add(
        {
          severity: 'error',
          where: `${name}, at ${below(below('$', leading), 'next')}`,
          expected: 'no next: what is heard where no step can answer leads to none',
          found: JSON.stringify(ncco[leading]?.['next']),
        },
        name,
      );
  }
}

function runsOf(running: Running): readonly (readonly [name: string, run: FlowRun])[] {
  const { flow, context, onTailReplaced } = running;
  const event = sampleEvent(context.settings.callerNumber);
  const socket = { uri: context.settings.websocket?.uri ?? 'wss://bot.example.com', leftSeconds: 55 };
  const run = (step: Parameters<typeof rungRun>[0]): readonly [string, FlowRun] => [
    `rungs[${JSON.stringify(step.rung)}]`,
    rungRun(step, event, flow.rungs, context, onTailReplaced),
  ];
  const again = (rung: 'same-socket' | 'other-socket', attempt: 2 | 3) =>
    flow.rungs[rung] === undefined
      ? []
      : [run({ rung, ...socket, state: { attempt, firstDropAtMs: context.atMs } })];
  return [
    ...again('same-socket', 2),
    ...again('other-socket', 3),
    run({ rung: 'person' }),
    run({ rung: 'voicemail' }),
    ...(flow.lost === undefined ? [] : [['lost', lostRun(event, running)] as const]),
  ];
}
