import { nearMissMs } from '../../infra/function-settings.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';

describe('the limit of a near miss', () => {
  it("is half of Vonage's socket timeout", () => {
    expect(nearMissMs({ connectMs: 500, socketMs: 2000, integrationMs: 1200, handlerMs: 600 })).toBe(1000);
  });

  it('is halfway to the gateway’s limit where that comes before', () => {
    expect(nearMissMs({ connectMs: 500, socketMs: 2400, integrationMs: 1200, handlerMs: 600 })).toBe(900);
    expect(nearMissMs({ connectMs: 500, socketMs: 4000, integrationMs: 1200, handlerMs: 301 })).toBe(751);
  });

  it.each(Object.entries(TIMEOUTS))(
    'can be reached before the gateway gives up, with %s timeouts',
    (_name, timeouts) => {
      for (const webhook of Object.values(timeouts))
        expect(nearMissMs(webhook)).toBeLessThan(webhook.integrationMs);
    },
  );
});
