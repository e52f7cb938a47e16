import type { FunctionSettings } from '../../../contracts/function-settings.ts';
import { CommandError } from '../../../cli/kit/command-error.ts';
import type { Answered } from '../../../cli/smoke/ask.ts';
import type { FunctionControl, FunctionVariables } from '../../../cli/smoke/aws/function-control.ts';
import { createFaults } from '../../../cli/smoke/faults/create-faults.ts';
import type { FaultsOptions } from '../../../cli/smoke/faults/create-faults.ts';
import { NotCheckedError, RefusedError } from '../../../cli/smoke/finding.ts';
import { InterruptedError } from '../../../cli/smoke/interrupted.ts';

const NOW_MS = Date.parse('2026-01-01T12:00:00Z');
const OWN = { status: 503, body: '{"code":"authorization-missing"}' };
const BROKEN = { status: 502, body: '{"message":"Internal server error"}' };

/** A function that shows its faults at once, and somebody who can change it. */
function deployed({ drillable = true, reserved }: { drillable?: boolean; reserved?: number } = {}) {
  const state = {
    values: { SETTINGS: '{}', OTHER: 'kept' } as Record<string, string>,
    reserved,
    revision: 1,
    /** Refuses what would undo a fault. */
    refusesUndo: false,
    showsFaults: true,
    /** What becomes of the change that causes a fault. */
    causing: 'made' as 'made' | 'made, answer lost' | 'made, then refused' | 'lost on the way' | 'refused',
    /** No answer of the API once the fault is undone. */
    isUnreachableAfterwards: false,
    /** Ctrl-C was pressed. */
    isInterrupted: false,
    /** How often an undo is refused before it is taken, as where an older copy of the configuration was read. */
    refusedUndos: 0,
  };
  /** Makes the change that causes a fault, as far as it is to be made. */
  const cause = (make: () => void): void => {
    if (state.causing.startsWith('made')) make();
    if (state.causing.endsWith('refused')) throw new RefusedError('AccessDenied');
    if (state.causing !== 'made') throw new NotCheckedError('no answer in time');
  };
  const isFaulty = (): boolean => state.values['FAULT_SWITCH'] !== undefined || state.reserved === 0;
  const control: FunctionControl = {
    name: 'voice-fallback',
    region: 'eu-west-1',
    variables: async (): Promise<FunctionVariables> => ({
      values: state.values,
      revision: String(state.revision),
      isInPlace: true,
    }),
    setVariables: async (values, revision) => {
      if (revision !== String(state.revision)) throw new Error('changed by somebody else');
      const isUndo = values['FAULT_SWITCH'] === undefined;
      if (state.refusesUndo && isUndo) throw new NotCheckedError('AccessDenied');
      if (isUndo && state.refusedUndos-- > 0) throw new RefusedError('PreconditionFailed');
      const make = (): void => {
        state.values = { ...values };
        state.revision += 1;
      };
      if (isUndo) make();
      else cause(make);
    },
    concurrency: async () => state.reserved,
    setConcurrency: async (environments) => {
      if (state.refusesUndo && environments !== 0) throw new NotCheckedError('AccessDenied');
      if (environments !== 0 && state.refusedUndos-- > 0) throw new RefusedError('TooManyRequests');
      if (environments === 0) cause(() => (state.reserved = 0));
      else state.reserved = environments;
    },
  };
  const printed: string[] = [];
  const askToTheEnd = async (): Promise<Answered> => {
    if (!isFaulty() && state.isUnreachableAfterwards) throw new NotCheckedError('no connection');
    return (isFaulty() && state.showsFaults ? BROKEN : OWN) as Answered;
  };
  const options: FaultsOptions = {
    control,
    settings: async () => ({ drillable }) as FunctionSettings,
    ask: async () => {
      if (state.isInterrupted) throw new InterruptedError();
      return askToTheEnd();
    },
    askToTheEnd,
    fallbackDirectUrl: 'https://api.example.com/prod/fallback',
    mustBeServed: async () => undefined,
    tell: (line) => printed.push(line),
    nowMs: () => NOW_MS,
    pause: async () => undefined,
  };
  return { state, printed, faults: createFaults(options) };
}

describe('a fault', () => {
  it.each(['hang', 'crash'] as const)(
    '%s is a switch that ends by itself, and leaves no trace',
    async (fault) => {
      const { faults, state, printed } = deployed();
      const during = await faults.during(fault, async () => state.values['FAULT_SWITCH']);
      expect(JSON.parse(during ?? '')).toEqual({ fault, untilMs: NOW_MS + 180_000 });
      expect(state.values).toEqual({ SETTINGS: '{}', OTHER: 'kept' });
      expect(printed.join()).toContain('it ends by itself within 3 minutes');
    },
  );

  it.each([
    ['none', undefined, 'delete-function-concurrency'],
    ['some', 20, 'put-function-concurrency --reserved-concurrent-executions 20'],
  ])('throttle puts the reservation back where there was %s', async (_case, reserved, byHand) => {
    const { faults, state, printed } = deployed(reserved === undefined ? {} : { reserved });
    expect(await faults.during('throttle', async () => state.reserved)).toBe(0);
    expect(state.reserved).toBe(reserved);
    expect(printed.join()).toContain(`aws lambda ${byHand}`);
  });

  it('is undone where the work fails', async () => {
    const { faults, state } = deployed();
    await expect(faults.during('hang', () => Promise.reject(new Error('interrupted')))).rejects.toThrow(
      'interrupted',
    );
    expect(state.values).not.toHaveProperty('FAULT_SWITCH');
  });

  it('is undone where the API never shows it, and the rows are not checked', async () => {
    const { faults, state } = deployed();
    state.showsFaults = false;
    const worked: string[] = [];
    const run = faults.during('crash', async () => worked.push('worked'));
    await expect(run).rejects.toThrow(NotCheckedError);
    expect(worked).toEqual([]);
    expect(state.values).not.toHaveProperty('FAULT_SWITCH');
  });

  it.each(['hang', 'throttle'] as const)(
    '%s that stays ends the run, with what to do by hand',
    async (fault) => {
      const { faults, state } = deployed();
      state.refusesUndo = true;
      const run = faults.during(fault, async () => undefined);
      await expect(run).rejects.toThrow(CommandError);
      await expect(run).rejects.toThrow(
        /could not be undone \(.*AccessDenied.*\): (?:it ends by itself|aws lambda)/,
      );
    },
  );

  describe.each(['hang', 'throttle'] as const)('%s', (fault) => {
    const leavesNothing = (state: ReturnType<typeof deployed>['state']): void => {
      expect(state.values).toEqual({ SETTINGS: '{}', OTHER: 'kept' });
      expect(state.reserved).toBe(20);
    };

    it.each(['made, answer lost', 'made, then refused', 'lost on the way'] as const)(
      'is undone where the change that causes it is %s',
      async (causing) => {
        const { faults, state } = deployed({ reserved: 20 });
        state.causing = causing;
        await expect(faults.during(fault, async () => undefined)).rejects.toThrow(NotCheckedError);
        leavesNothing(state);
      },
    );

    it('ends the run where the answer was lost and the fault stays', async () => {
      const { faults, state } = deployed({ reserved: 20 });
      Object.assign(state, { causing: 'made, answer lost', refusesUndo: true });
      const run = faults.during(fault, async () => undefined);
      await expect(run).rejects.toThrow(CommandError);
      await expect(run).rejects.toThrow(/could not be undone/);
    });

    it('has nothing to undo where AWS refuses to cause it', async () => {
      const { faults, state } = deployed({ reserved: 20 });
      Object.assign(state, { causing: 'refused', refusesUndo: true });
      await expect(faults.during(fault, async () => undefined)).rejects.toThrow(NotCheckedError);
      expect(state.revision).toBe(1);
      leavesNothing(state);
    });

    it('is undone where that is refused at first', async () => {
      const { faults, state } = deployed({ reserved: 20 });
      state.refusedUndos = 30;
      await faults.during(fault, async () => undefined);
      leavesNothing(state);
    });

    it('is undone, and seen to be, after Ctrl-C', async () => {
      const { faults, state } = deployed({ reserved: 20 });
      const run = faults.during(fault, async () => {
        Object.assign(state, { isInterrupted: true, isUnreachableAfterwards: true });
      });
      await expect(run).rejects.toThrow('could not be seen');
      leavesNothing(state);
    });

    it('ends the run where nothing shows that it is over', async () => {
      const { faults, state } = deployed();
      state.isUnreachableAfterwards = true;
      await expect(faults.during(fault, async () => undefined)).rejects.toThrow(CommandError);
    });
  });

  it('is not applied to stacks that are not drillable', async () => {
    const { faults, state } = deployed({ drillable: false });
    await expect(faults.during('hang', async () => undefined)).rejects.toThrow('not drillable');
    expect(state.revision).toBe(1);
  });

  it('is not applied over a switch that somebody else has set', async () => {
    const { faults, state } = deployed();
    const theirs = JSON.stringify({ fault: 'hang', untilMs: NOW_MS + 1000 });
    state.values['FAULT_SWITCH'] = theirs;
    await expect(faults.during('crash', async () => undefined)).rejects.toThrow(
      'another run may be using it',
    );
    expect(state.values['FAULT_SWITCH']).toBe(theirs);
  });

  it('is not applied to a function that is throttled already: the value before is unknown', async () => {
    const { faults, state } = deployed({ reserved: 0 });
    await expect(faults.during('throttle', async () => undefined)).rejects.toThrow(
      'is throttled already: aws lambda',
    );
    expect(state.reserved).toBe(0);
  });
});
