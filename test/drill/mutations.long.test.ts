import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { SLICE } from '../support/slice.ts';
import { drillOn, type DrillRun } from './drill-process.ts';
import {
  type Json,
  each,
  editTemplates,
  fallbackBehavior,
  distributions,
  remove,
  writeStaticNcco,
} from './mutations/mutate-assembly.ts';

/** Behind the drills that were started before it, and run twice. */
const LONGEST_DRILL_MS = 300_000;

interface Mutation {
  readonly title: string;
  readonly scenario: string;
  readonly mutate: (assembly: string) => Promise<void>;
  /** What the drill must say: the symptom, and the resource or setting at fault. */
  readonly says: readonly RegExp[];
}

const MUTATIONS: readonly Mutation[] = [
  {
    title: "the static object's content type is text/html",
    scenario: 'both-regions-refuse',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const deployment of each(resources, 'Custom::CDKBucketDeployment')) {
          const metadata = deployment['SystemMetadata'] as Record<string, string>;
          if (metadata['content-type'] === 'application/json') metadata['content-type'] = 'text/html';
        }
      }),
    says: [
      /2 of 2 callers dropped/,
      /expected Content-Type application\/json, found text\/html/,
      /suspected cause[^]*StaticNccos\S* .*SystemMetadata.content-type/,
    ],
  },
  {
    title: "the distribution's error responses are removed",
    scenario: 'both-regions-refuse',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const distribution of distributions(resources)) remove(distribution, 'CustomErrorResponses');
      }),
    says: [/2 of 2 callers dropped/, /suspected cause[^]*FrontDistribution\S* .*CustomErrorResponses/],
  },
  {
    title: 'the Gateway Response for timeouts is removed',
    scenario: 'function-hangs',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const [id, { Properties }] of Object.entries(resources)) {
          if (Properties['ResponseType'] === 'INTEGRATION_TIMEOUT') remove(resources, id);
        }
      }),
    says: [/waited longer than/, /504-is-retried/, /suspected cause[^]*INTEGRATION_TIMEOUT/],
  },
  {
    title: 'the integration timeout is back at its default',
    scenario: 'function-hangs',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const method of each(resources, 'AWS::ApiGateway::Method'))
          remove(method, 'Integration', 'TimeoutInMillis');
      }),
    says: [
      /waited longer than/,
      // The function's own timeout may fire in the same millisecond.
      /socket-timeout-is-retried|error-status-goes-to-the-fallback/,
      /suspected cause[^]*answerPOST\S* .*TimeoutInMillis/,
    ],
  },
  {
    title: 'API Gateway may not invoke the answer functions',
    scenario: 'healthy',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const [id, { Type, Properties }] of Object.entries(resources)) {
          if (Type === 'AWS::Lambda::Permission' && JSON.stringify(Properties).includes('/POST/answer'))
            remove(resources, id);
        }
      }),
    says: [
      /expected to be served by primary; found secondary/,
      /suspected cause[^]*answerPOST\S* .*SourceArn: API Gateway may not invoke the function of POST \/answer[^]*found none/,
    ],
  },
  {
    title: "the distribution's origin timeouts are back at their defaults",
    scenario: 'both-regions-black-hole',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const distribution of distributions(resources)) {
          for (const origin of distribution['Origins'] as Json[]) {
            remove(origin, 'ConnectionAttempts');
            remove(origin, 'ConnectionTimeout');
            remove(origin, 'CustomOriginConfig', 'OriginReadTimeout');
          }
        }
      }),
    says: [
      /2 of 2 callers dropped/,
      /suspected cause[^]*FrontDistribution\S* .*ConnectionTimeout/,
      /OriginReadTimeout 30000 ms \(the default\)/,
    ],
  },
  {
    title: 'the static NCCO is invalid',
    scenario: 'both-regions-refuse',
    mutate: (assembly) => writeStaticNcco(assembly, '[{"action":"speak","text":"Hello."}]'),
    says: [
      /2 of 2 callers dropped/,
      /the static NCCO .*is invalid: \$\[0\]\.action: expected .*found "speak"/,
    ],
  },
  {
    title: 'the distribution forwards no Authorization header',
    scenario: 'primary-refuses-connections',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const distribution of distributions(resources))
          remove(fallbackBehavior(distribution), 'OriginRequestPolicyId');
      }),
    says: [
      /expected to be served by secondary; found static/,
      /suspected cause[^]*FrontDistribution\S* .*OriginRequestPolicyId/,
    ],
  },
  {
    title: 'every request for a distribution goes to its API',
    scenario: 'both-regions-refuse',
    mutate: (assembly) =>
      editTemplates(assembly, (resources) => {
        for (const distribution of distributions(resources)) {
          distribution['DefaultCacheBehavior'] = { ...fallbackBehavior(distribution) };
          remove(distribution, 'DefaultCacheBehavior', 'PathPattern');
          remove(distribution, 'CacheBehaviors');
        }
      }),
    says: [/2 of 2 callers dropped/, /suspected cause[^]*FrontDistribution\S* .*CacheBehaviors/],
  },
];

const CHOSEN = SLICE.of(MUTATIONS);

const NO_MUTATION: Mutation = {
  title: 'nothing is wrong',
  scenario: 'both-regions-refuse',
  mutate: () => Promise.resolve(),
  says: [],
};

/** Starts every drill, two at a time: most of one is waiting. */
function inTwoLanes(
  mutations: readonly Mutation[],
  folder: string,
  assembly: string,
): ReadonlyMap<string, Promise<DrillRun>> {
  const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  return new Map(
    mutations.map((mutation, index) => {
      const run = (lanes[index % 2] ?? Promise.resolve()).then(() => runMutated(mutation, folder, assembly));
      lanes[index % 2] = run.catch(() => undefined);
      return [mutation.title, run] as const;
    }),
  );
}

async function runMutated(
  { scenario, mutate }: Mutation,
  folder: string,
  assembly: string,
): Promise<DrillRun> {
  const copy = await mkdtemp(join(folder, 'copy-'));
  await cp(assembly, copy, { recursive: true });
  await mutate(copy);
  return drillOn(copy, [scenario]);
}

describe('a mistake in the cloud assembly makes the drill fail, and is named', () => {
  let folder: string;
  let assembly: string;
  let runs: ReadonlyMap<string, Promise<DrillRun>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mutations-'));
    assembly = await cloudAssembly({ outDir: join(folder, 'cdk.out') });
    runs = inTwoLanes([...CHOSEN, NO_MUTATION], folder, assembly);
  });

  afterAll(async () => {
    await Promise.allSettled(runs.values());
    await rm(folder, { recursive: true, force: true });
  });

  it.each(CHOSEN)(
    '$title',
    async ({ title, says }) => {
      const run = await runs.get(title);
      for (const pattern of says) expect(run?.output).toMatch(pattern);
      expect(run).toMatchObject({ exitCode: 1, result: { verdict: 'fail' } });
    },
    LONGEST_DRILL_MS,
  );

  it(
    'an assembly without a mistake passes',
    async () => {
      expect(await runs.get(NO_MUTATION.title)).toMatchObject({ exitCode: 0, result: { verdict: 'pass' } });
    },
    LONGEST_DRILL_MS,
  );
});
