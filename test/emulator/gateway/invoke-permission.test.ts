import { ask, apiModel, gatewayResponse, serveApi, type ServedApi } from './serve-api.ts';
import type { MethodModel } from '../../../emulator/deployment.ts';

const API = 'arn:aws:execute-api:eu-central-1:123456781111:abcde12345';
const [post] = apiModel().methods as readonly [MethodModel];
const methods = (...permittedSources: readonly string[]) => [
  { ...post, path: '/event/{state}', permittedSources },
];

const open: ServedApi[] = [];
afterEach(async () => {
  for (const { listener } of open.splice(0)) await listener.close();
});
async function served(...[changes]: Parameters<typeof serveApi>) {
  const api = await serveApi(changes);
  open.push(api);
  return api;
}

describe('a method whose function API Gateway may invoke', () => {
  it.each([
    [`${API}/prod/POST/event/*`],
    [`${API}/*/POST/event/*`],
    [`${API}/*/*/*`],
    [`${API}/*`],
    ['arn:aws:execute-api:*:*:*'],
    ['*'],
    [`${API}/prod/POST/answer`, `${API}/prod/POST/event/*`],
    [`${API}/prod/POST/event/????`],
  ])('is served: %s', async (...sources) => {
    const api = await served({ methods: methods(...sources) });
    expect(await ask(api, 'POST', '/prod/event/a-B_')).toMatchObject({ status: 200 });
    expect(api.notes).toEqual([]);
  });
});

describe('a method whose function API Gateway may not invoke', () => {
  it.each([
    [],
    [`${API}/prod/POST/event/{state}`],
    [`${API}/prod/POST/event`],
    [`${API}/prod/GET/event/*`],
    [`${API}/test/POST/event/*`],
    [`${API.replace('abcde', 'other')}/*`],
    [`${API.replace('eu-central-1', 'eu-west-1')}/*`],
    [`${API.replace('1111', '2222')}/*`],
    // A part at a time: `*` is not the rest of an ARN.
    ['arn:aws:execute-api:*'],
    [''],
  ])('is answered with 500 by the gateway itself: %s', async (...sources) => {
    const api = await served({ methods: methods(...sources) });
    expect(await ask(api, 'POST', '/prod/event/a-B_')).toMatchObject({
      status: 500,
      body: '{"message":"Internal server error"}',
    });
    expect(api.events).toEqual([]);
  });

  it('says once in words what is missing, whatever the value of the parameter', async () => {
    const api = await served({ methods: methods(`${API}/prod/POST/event/{state}`) });
    await ask(api, 'POST', '/prod/event/one');
    await ask(api, 'POST', '/prod/event/two');
    const [note, again] = api.notes;
    expect(note).toEqual({
      level: 'suspect',
      resource: 'stack / POSTAnswer (AWS::ApiGateway::Method)',
      setting: 'SourceArn',
      text:
        'API Gateway may not invoke the function of POST /event/{state}, and answers by itself: expected a permission ' +
        `(AWS::Lambda::Permission) whose SourceArn covers ${API}/prod/POST/event/*, found ${API}/prod/POST/event/{state}. ` +
        'Add the method by infra/add-method.ts; a path parameter is * in a SourceArn.',
    });
    expect(again).toEqual(note);
  });

  it('is answered as the Gateway Response of API_CONFIGURATION_ERROR says, or DEFAULT_5XX', async () => {
    for (const type of ['API_CONFIGURATION_ERROR', 'DEFAULT_5XX']) {
      const api = await served({ methods: methods(), gatewayResponses: [gatewayResponse(type, 502)] });
      expect(await ask(api, 'POST', '/prod/event/x')).toMatchObject({ status: 502 });
    }
  });

  it('refuses a stranger first, and a request that is too large', async () => {
    const api = await served({ methods: methods(), policy: [] });
    expect(await ask(api, 'POST', '/prod/event/x')).toMatchObject({ status: 403 });
    const without = await served({ methods: methods() });
    const headers = ['x-large', 'x'.repeat(10_300)];
    expect(await ask(without, 'POST', '/prod/event/x', { headers })).toMatchObject({ status: 413 });
  });
});
