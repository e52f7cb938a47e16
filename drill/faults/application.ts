import type { OutsideFault } from '../../emulator/outside/start-outside-host.ts';
import type { Met } from '../../simulator/rules/try-webhook.ts';
import type { Fault } from './fault.ts';
import { everyRequest, PLAIN_NCCO } from './plain-effect.ts';

/** How the application fails: in words, and how a request to it ends. */
const APPLICATION_FAULTS: Readonly<Record<OutsideFault, { readonly says: string; readonly met: Met }>> = {
  refuses: { says: 'refuses connections', met: { error: 'connection-refused' } },
  hangs: { says: 'hangs', met: { error: 'socket-timeout' } },
  'is-slow': { says: 'is slow', met: { ...PLAIN_NCCO, afterMs: 5000 } },
  'answers-html': {
    says: 'answers HTML',
    met: { status: 200, afterMs: 0, body: '<p>', contentType: 'text/html' },
  },
  redirects: { says: 'redirects', met: { status: 302, afterMs: 0 } },
  'answers-500': { says: 'answers 500', met: { status: 500, afterMs: 0 } },
  'answers-invalid-ncco': {
    says: 'answers an invalid NCCO',
    met: { status: 200, afterMs: 0, body: '[{"action":"speak"}]' },
  },
};

/** The application that the call flow passes callbacks on to fails; the deployment is whole. A plain set-up is the application alone. */
export const applicationFails = (how: OutsideFault): Fault => ({
  name: `the application ${APPLICATION_FAULTS[how].says}`,
  ofApplication: true,
  plain: everyRequest(APPLICATION_FAULTS[how].met),
  apply: (_emulator, { application }) => {
    if (application === undefined)
      throw new Error('Expected a call flow that passes callbacks on to an application; found none.');
    return application.break(how);
  },
});
