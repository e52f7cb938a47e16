// What a function costs that does nothing: measured beside the webhook handlers (drill/run/measure-handlers.ts).
exports.handler = () =>
  Promise.resolve({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: '[{"action":"talk","text":"-"}]',
  });
