import { createProgress } from '../../../drill/report/progress.ts';
import { aScenarioResult } from './a-result.ts';

const written = (isTTY: boolean): string => {
  let text = '';
  const progress = createProgress({ isTTY, write: (more) => (text += more) });
  progress.step('synthesizing');
  progress.calls('primary-black-hole', 3, 20);
  progress.done(aScenarioResult());
  return text;
};

describe('createProgress', () => {
  it('writes plain lines where there is no terminal, none for each call', () => {
    expect(written(false)).toBe(
      'synthesizing\npass    primary-black-hole: 20 of 20 heard, longest silence 1060 ms\n',
    );
  });

  it('rewrites the running line on a terminal', () => {
    expect(written(true)).toBe(
      '\r\u001b[2Ksynthesizing' +
        '\r\u001b[2Kprimary-black-hole: 3 of 20 calls' +
        '\r\u001b[2Kpass    primary-black-hole: 20 of 20 heard, longest silence 1060 ms\n',
    );
  });
});
