// The network of one Lambda environment: a few hosts outside AWS stand on loopback, and nothing else is there. Plain JavaScript
// and no imports of the project, as environment-host.mjs.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const LOOPBACK = '127.0.0.1';
const isLoopback = (host) => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

const failure = (code, syscall, host) =>
  Object.assign(new Error(`${syscall} ${code} ${host}`), { code, syscall, hostname: host });

/**
 * From now on `dns.lookup` knows these hosts alone, each by an address of 203.0.113.0/24 (TEST-NET-3, RFC 5737), which code that refuses
 * private addresses takes; connecting to it leads to the port. All other names are not found, and no other address is reached but loopback.
 * DNS servers are not asked, and no datagram leaves.
 * @param ports host name → port on 127.0.0.1; at most 254
 */
export function emulateOutside(ports) {
  const hosts = new Map(
    Object.entries(ports).map(([name, port], index) => [name, { address: `203.0.113.${index + 1}`, port }]),
  );
  const byAddress = new Map([...hosts.values()].map((host) => [host.address, host]));
  const { lookup } = dns;

  const lookupHere = (name, options, callback = options) => {
    if (net.isIP(name) !== 0 || isLoopback(name)) return lookup(name, options, callback);
    const host = hosts.get(name.toLowerCase());
    if (host === undefined) return process.nextTick(callback, failure('ENOTFOUND', 'getaddrinfo', name));
    const found = { address: host.address, family: 4 };
    process.nextTick(callback, null, ...(options.all === true ? [[found]] : [found.address, found.family]));
  };
  /** What a socket's own `lookup` finds, as the address that is connected to: the port is given before. */
  const toLoopback = (ownLookup) => (name, options, callback) =>
    ownLookup(name, options, (error, found, family) => {
      if (error) return callback(error);
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const foreign = addresses.find((address) => !byAddress.has(address) && !isLoopback(address));
      if (foreign !== undefined) return callback(failure('ENETUNREACH', 'connect', foreign));
      if (Array.isArray(found)) callback(null, [{ address: LOOPBACK, family: 4 }]);
      else callback(null, LOOPBACK, family === undefined ? undefined : 4);
    });
  /** The options of a connect, as far as this network has what they ask for. */
  const reachable = (options) => {
    const { host = 'localhost', path, lookup: ownLookup = dns.lookup } = options;
    // As node:net does it: node:https gives a null.
    if (path || isLoopback(host)) return options;
    const literal = byAddress.get(host);
    if (literal !== undefined) return { ...options, host: LOOPBACK, port: literal.port };
    if (net.isIP(host) !== 0) return undefined;
    const port = hosts.get(host.toLowerCase())?.port ?? options.port;
    return { ...options, port, lookup: toLoopback(ownLookup) };
  };
  const { connect } = net.Socket.prototype;

  dns.lookup = lookupHere;
  dns.promises.lookup = (name, options = {}) =>
    new Promise((resolve, reject) => {
      lookupHere(
        name,
        typeof options === 'number' ? { family: options } : options,
        (error, found, family) => {
          if (error) reject(error);
          else resolve(Array.isArray(found) ? found : { address: found, family });
        },
      );
    });
  net.Socket.prototype.connect = function connectHere(...args) {
    // node:net and node:tls give their own array of options and callback; others give either, or a port and a host.
    const [first] = args;
    const given = Array.isArray(first) ? first[0] : first;
    const isOptions = typeof given === 'object' && given !== null;
    const options = isOptions
      ? given
      : { port: given, ...(typeof args[1] === 'string' && { host: args[1] }) };
    if (!isOptions && Number.isNaN(Number(given))) return connect.apply(this, args);
    const here = reachable(options);
    if (here === undefined) {
      process.nextTick(() => this.destroy(failure('ENETUNREACH', 'connect', options.host)));
      return this;
    }
    if (Array.isArray(first)) {
      first[0] = here;
      return connect.apply(this, args);
    }
    return connect.call(this, here, ...args.filter((each) => typeof each === 'function'));
  };
  refuseDnsServers();
  refuseDatagrams();
  syncBuiltinESMExports();
}

/** `dns.resolve4` and its like ask servers themselves. */
function refuseDnsServers() {
  const replace = (resolver, refuse) => {
    for (const name of Object.getOwnPropertyNames(resolver))
      if (/^(resolve|reverse|lookupService)/.test(name)) resolver[name] = refuse;
  };
  const byCallback = (name, ...others) =>
    process.nextTick(others.at(-1), failure('ECONNREFUSED', 'query', name));
  const byPromise = (name) => Promise.reject(failure('ECONNREFUSED', 'query', name));
  for (const resolver of [dns, dns.Resolver.prototype]) replace(resolver, byCallback);
  for (const resolver of [dns.promises, dns.promises.Resolver.prototype]) replace(resolver, byPromise);
}

function refuseDatagrams() {
  for (const method of ['send', 'connect']) {
    const original = dgram.Socket.prototype[method];
    dgram.Socket.prototype[method] = function sendHere(...args) {
      // The first one of `send` may be the message.
      const host = args.slice(1).find((each) => typeof each === 'string');
      if (host === undefined || isLoopback(host)) return original.apply(this, args);
      const callback = args.at(-1);
      const error = failure('ENETUNREACH', method, host);
      process.nextTick(() => (typeof callback === 'function' ? callback(error) : this.emit('error', error)));
    };
  }
}
