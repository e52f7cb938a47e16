import type { Fault } from '../../../drill/faults/fault.ts';
import type { Outside } from '../../../drill/faults/outside.ts';
import { withFaults } from '../../../drill/faults/with-faults.ts';
import type { Emulator } from '../../../emulator/emulator.ts';

const target = { emulator: {} as Emulator, outside: {} as Outside };

describe('withFaults', () => {
  const log: string[] = [];
  const fault = (name: string, errors: { apply?: string; undo?: string } = {}): Fault => ({
    name,
    apply: () => {
      if (errors.apply !== undefined) return Promise.reject(new Error(errors.apply));
      log.push(`apply ${name}`);
      return Promise.resolve(() => {
        log.push(`undo ${name}`);
        return errors.undo === undefined ? Promise.resolve() : Promise.reject(new Error(errors.undo));
      });
    },
  });
  const body = () => {
    log.push('body');
    return Promise.resolve('result');
  };

  beforeEach(() => log.splice(0));

  it('applies in order, runs the body, undoes in reverse', async () => {
    await expect(withFaults(target, [fault('a'), fault('b')], body)).resolves.toBe('result');
    expect(log).toEqual(['apply a', 'apply b', 'body', 'undo b', 'undo a']);
  });

  it('undoes when the body throws', async () => {
    const failing = () => Promise.reject(new Error('body failed'));
    await expect(withFaults(target, [fault('a')], failing)).rejects.toThrow('body failed');
    expect(log).toEqual(['apply a', 'undo a']);
  });

  it('undoes what was applied when a later fault cannot be applied, and does not run the body', async () => {
    const faults = [fault('a'), fault('b', { apply: 'cannot apply' })];
    await expect(withFaults(target, faults, body)).rejects.toThrow('cannot apply');
    expect(log).toEqual(['apply a', 'undo a']);
  });

  it('tries every undo, and says that one failed', async () => {
    const faults = [fault('a'), fault('b', { undo: 'cannot undo' })];
    await expect(withFaults(target, faults, body)).rejects.toThrow('cannot undo');
    expect(log).toEqual(['apply a', 'apply b', 'body', 'undo b', 'undo a']);
  });
});
