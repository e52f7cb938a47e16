import { REGIONS } from '../support/an-assembly.ts';
import { aDeploy, withSecret } from './a-deploy.ts';

describe('npm run deploy, where AWS answers older copies', () => {
  const test = aDeploy();
  /** What was written is answered only after so many looks at each parameter. */
  const showParametersAfter = (looks: number): void => {
    const { cloud } = test;
    const { parameter, putParameter } = cloud;
    const hidden = new Map<string, { before: string | undefined; left: number }>();
    cloud.putParameter = async (region, name, value) => {
      hidden.set(`${region} ${name}`, { before: await parameter(region, name), left: looks });
      await putParameter(region, name, value);
    };
    cloud.parameter = async (region, name) => {
      const older = hidden.get(`${region} ${name}`);
      return older !== undefined && older.left-- > 0 ? older.before : parameter(region, name);
    };
  };

  // Four are looked for at once, by one clock that each pause moves.
  it.each([1, 5, 14])('waits until its records show, after %i looks', async (looks) => {
    showParametersAfter(looks);
    const { code, err } = await test.deploy(...withSecret(test));
    expect(code).toBe(0);
    expect(err).toContain(`${REGIONS.primary}: written, and read back`);
  });

  it('says that a record is not visible yet, instead of deployed, where it does not show in time', async () => {
    showParametersAfter(1_000);
    const { code, out } = await test.deploy(...withSecret(test), '--read-back-timeout', '3');
    expect(code).toBe(1);
    expect(out).toContain('the deployment record: expected /');
    expect(out).toContain('for 3 s: it is not visible yet, or was written by other means');
    expect(out).not.toContain('Deployed and probed');
  });

  it('waits until a stack that the CDK has deployed shows', async () => {
    const { stack } = test.cloud;
    let hidden = 20;
    test.cloud.stack = async (region, name) => {
      const found = await stack(region, name);
      return found !== undefined && hidden-- > 0 ? { ...found, status: 'CREATE_IN_PROGRESS' } : found;
    };
    expect((await test.deploy(...withSecret(test))).code).toBe(0);
    expect(hidden).toBeLessThan(0);
  });
});
