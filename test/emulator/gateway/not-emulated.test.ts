import { gatewayRequestListener } from '../../../emulator/gateway/gateway-request-listener.ts';
import type { LambdaResult } from '../../../emulator/lambda/lambda-function.ts';
import { apiModel, gatewayResponse, where } from './serve-api.ts';

const never = () => new Promise<LambdaResult>(() => undefined);

describe('what the gateway does not emulate is refused by name', () => {
  const start = (changes: Parameters<typeof apiModel>[0]) => () =>
    gatewayRequestListener({
      api: apiModel(changes),
      invoke: never,
      foreignHosts: [],
      addresses: {},
      note: () => undefined,
      random: () => 0,
    });
  const [method] = apiModel().methods;

  it.each<[string, Parameters<typeof apiModel>[0], string]>([
    ...['/{proxy+}', '/a/{b}c', '/{a}{b}', '/{}'].map(
      (path) =>
        [
          `the path ${path}`,
          { methods: method ? [{ ...method, path }] : [] },
          `does not emulate the path ${path}.`,
        ] as [string, Parameters<typeof apiModel>[0], string],
    ),
    [
      'a variable in a template',
      {
        gatewayResponses: [
          { ...gatewayResponse('DEFAULT_4XX', 400), templates: { a: '$context.identity.sourceIp' } },
        ],
      },
      'stack / DEFAULT_4XX (AWS::ApiGateway::GatewayResponse): the emulator does not emulate $context.identity.sourceIp',
    ],
    [
      'a mapped header',
      {
        gatewayResponses: [
          {
            ...gatewayResponse('DEFAULT_4XX', 400),
            parameters: { 'gatewayresponse.header.a': 'method.request.header.b' },
          },
        ],
      },
      'does not emulate gatewayresponse.header.a = method.request.header.b',
    ],
  ])('%s', (_case, changes, message) => {
    expect(start(changes)).toThrow(message);
  });

  it('serves what it knows', () => {
    expect(start({ where: where('Api', 'AWS::ApiGateway::RestApi') })).not.toThrow();
  });
});
