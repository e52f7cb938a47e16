import { SECOND, startGuardedProject } from '../guard/a-guarded-project.ts';
import type { GuardedProject } from '../guard/a-guarded-project.ts';

/* tune --forward as a process, against an application on a real https server, for an application with a static NCCO of its own. */

let project: GuardedProject;
beforeAll(async () => void (project = await startGuardedProject()));
afterAll(() => project?.stop());

const tune = () =>
  project.vvf(
    'link',
    'tune',
    '--forward',
    '--json',
    '--rate',
    '50',
    '--application',
    SECOND,
    '--outputs',
    project.outputs,
  );

it('measures the application by POST over TLS, and compares it with what the deployed timeouts leave it', async () => {
  const asked: string[] = [];
  project.application.host.onRequest(({ method, path }) => void asked.push(`${method} ${path}`));
  const { code, stdout, stderr } = await tune();
  expect([0, 2]).toContain(code);
  expect(stderr).not.toContain('Expected');
  const { applications, notes } = JSON.parse(stdout) as {
    applications: readonly { address: string; requests: number; failures: object }[];
    notes: readonly string[];
  };
  expect(applications).toMatchObject([
    { address: 'https://voice.example.com/webhooks/answer', requests: 100, failures: {} },
  ]);
  expect(notes.join('\n')).toContain("the 1000 ms that timeouts: 'guarded' leaves it");
  // The 2000 requests to the regions stay with the call flow's own steps.
  expect(asked).toEqual(Array.from({ length: 100 }, () => 'POST /webhooks/answer'));
}, 300_000);
