import type { APIGatewayProxyResult } from 'aws-lambda';
import type { LogCode } from './log-codes.ts';

/** 200 with JSON text: an NCCO, or a health report. With another content type an NCCO is invalid (SUP 115016024247). */
export const respondJson = (body: string): APIGatewayProxyResult => respond(200, body);

/**
 * 200 with an empty body: the call goes on. Whether `[]` would end the call is unknown; an empty body is allowed for events
 * (fact sheet 2.3).
 */
export const respondEmpty = (): APIGatewayProxyResult => respond(200, '');

/** A refusal or failure: only its code, no detail. */
export const respondCode = (status: number, code: LogCode): APIGatewayProxyResult =>
  respond(status, JSON.stringify({ code }));

const respond = (statusCode: number, body: string): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'Content-Type': 'application/json' },
  body,
});
