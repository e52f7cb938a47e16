type Fields = Readonly<Record<string, unknown>>;

const MOST_CHARACTERS = 60;

/**
 * Describes an NCCO for people, in one line: `talk "Hello. One moment, please." → websocket wss://bot.example.com/socket`.
 * Takes any value and never throws.
 * @param mostActions how many actions are described; the others are only counted
 */
export function summarizeNcco(ncco: unknown, mostActions = Infinity): string {
  if (!Array.isArray(ncco)) return 'no NCCO';
  if (ncco.length === 0) return 'empty NCCO: the call ends';
  const named = ncco.slice(0, mostActions).map(actionInWords);
  const left = ncco.length - named.length;
  return [...named, ...(left === 0 ? [] : [`${String(left)} more`])].join(' → ');
}

function actionInWords(action: unknown): string {
  const fields = fieldsOf(action);
  const name = typeof fields['action'] === 'string' ? cut(fields['action']) : 'no action';
  switch (name) {
    case 'talk':
      return `talk ${quoted(fields['text'])}`;
    case 'stream':
      return `stream ${text(firstOf(fields['streamUrl']))}`;
    case 'connect':
      return endpointInWords(fieldsOf(firstOf(fields['endpoint'])));
    case 'conversation':
      return `conversation ${quoted(fields['name'])}`;
    case 'input':
      return `input (${listOf(fields['type']).join(', ') || 'no type'})`;
    case 'notify':
      return `notify ${text(firstOf(fields['eventUrl']))}`;
    case 'wait':
      return fields['timeout'] === undefined ? 'wait' : `wait ${text(fields['timeout'])} s`;
    default:
      return name;
  }
}

function endpointInWords(endpoint: Fields): string {
  switch (endpoint['type']) {
    case 'websocket':
      return `websocket ${text(endpoint['uri'])}`;
    case 'phone':
      // E.164, as people write it; an NCCO has it without "+".
      return `phone ${text(endpoint['number']).replace(/^(?=\d)/, '+')}`;
    case 'sip':
      return `sip ${text(endpoint['uri'] ?? endpoint['user'])}`;
    case 'app':
      return `app user ${text(endpoint['user'])}`;
    case 'vbc':
      return `vbc extension ${text(endpoint['extension'])}`;
    default:
      return `connect ${text(endpoint['type'])}`;
  }
}

const cut = (value: string): string =>
  value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS - 1)}…` : value;

const quoted = (value: unknown): string => (typeof value === 'string' ? `"${cut(value)}"` : text(value));

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? cut(String(value)) : '(none)';

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
