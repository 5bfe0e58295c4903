/** Which proxy a request goes through. The rules of NO_PROXY are those of curl and Go. */
import { afterEach, describe, expect, test } from 'vitest';
import { isBypassed, resolveProxy } from '../../../src/api/network/proxy.ts';

const url = (host: string) => new URL(`https://${host}/v3/tasks`);

describe('NO_PROXY', () => {
  test.each<[string, string, boolean]>([
    // Names: with their subdomains, however they are written, and nothing that only ends alike.
    ['example.com', 'example.com', true],
    ['example.com', 'sms.example.com', true],
    ['example.com', 'a.b.example.com', true],
    ['example.com', 'notexample.com', false],
    ['example.com', 'example.com.evil.org', false],
    ['.example.com', 'sms.example.com', true],
    ['.example.com', 'example.com', true],
    ['*.example.com', 'sms.example.com', true],
    ['EXAMPLE.com', 'sms.example.COM', true],
    ['example.com.', 'sms.example.com', true],
    ['example.com', 'sms.example.com.', true],
    ['sms.example.com', 'example.com', false],
    ['com', 'example.com', true],
    // Lists, separated by commas and spaces.
    ['a.org, example.com', 'sms.example.com', true],
    ['a.org example.com', 'sms.example.com', true],
    [',, ,', 'sms.example.com', false],
    ['', 'sms.example.com', false],
    ['*', 'sms.example.com', true],
    ['a.org,*', 'sms.example.com', true],
    ['.', 'sms.example.com', false],
    // Ports.
    ['example.com:443', 'sms.example.com', true],
    ['example.com:8443', 'sms.example.com', false],
    ['example.com:8443', 'sms.example.com:8443', true],
    ['10.0.0.5:8443', '10.0.0.5:8443', true],
    ['10.0.0.5:8443', '10.0.0.5', false],
    // Addresses and networks.
    ['10.0.0.5', '10.0.0.5', true],
    ['10.0.0.5', '10.0.0.50', false],
    ['10.0.0.0/8', '10.200.3.4', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['192.168.1.0/24', '192.168.1.255', true],
    ['192.168.1.0/24', '192.168.2.0', false],
    ['192.168.1.77/24', '192.168.1.3', true],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['10.0.0.0/8', 'sms.example.com', false],
    ['10.0.0.0/33', '10.0.0.1', false],
    ['10.0.0.0/', '10.0.0.1', false],
    ['10.0.0.0/8/8', '10.0.0.1', false],
    ['0.5', '10.0.0.5', false],
    ['[2001:db8::1]', '[2001:db8::1]', true],
    ['2001:db8::1', '[2001:db8::1]', true],
    ['2001:db8::/32', '[2001:db8:7::9]', true],
    ['2001:db8::/32', '[2001:db9::1]', false],
    ['[2001:db8::1]:8443', '[2001:db8::1]:8443', true],
    ['[2001:db8::1]:8443', '[2001:db8::1]', false],
    ['10.0.0.0/8', '[2001:db8::1]', false],
    ['10.0.0.0/8', '[::ffff:10.1.2.3]', true],
    ['[2001:db8::]/32', '[2001:db8:7::9]', true],
    ['2001:DB8::1', '[2001:db8:0::1]', true],
    ['fe80::/10', '[febf::1]', true],
    ['fe80::/10', '[fec0::1]', false],
    ['::/0', '[2001:db8::1]', true],
    ['::/129', '[2001:db8::1]', false],
    ['10.0.0.0/8:8443', '10.0.0.1:8443', true],
    ['10.0.0.0/8:8443', '10.0.0.1', false],
    // Names in other scripts are compared as they are sent.
    ['bücher.example', 'sms.bücher.example', true],
    ['EXAMPLE.COM:443\t', 'SMS.example.com', true],
    ['*.example.com:8443', 'sms.example.com:8443', true],
  ])('%j and %s: %s', (noProxy, host, bypassed) => {
    expect(isBypassed(url(host), noProxy)).toBe(bypassed);
  });
});

describe('variables', () => {
  const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
    name,
    name.toLowerCase(),
  ]);
  const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
  const set = (env: Readonly<Record<string, string | undefined>>) => {
    for (const name of NAMES) {
      const value = env[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  afterEach(() => set(before));

  test.each<[Record<string, string>, string | undefined]>([
    [{ HTTPS_PROXY: 'http://a:1' }, 'http://a:1'],
    [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }, 'http://a:1'],
    [{ ALL_PROXY: 'http://a:1' }, 'http://a:1'],
    [{ all_proxy: 'a:1', HTTPS_PROXY: 'b:1' }, 'http://b:1'],
    [{ HTTP_PROXY: 'http://a:1' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', no_proxy: 'example.com' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'other.com' }, 'http://a:1'],
    [{}, undefined],
  ])('%j: %s', (env, proxy) => {
    set(env);
    expect(resolveProxy(url('sms.example.com'))).toBe(proxy);
  });

  test.each(['127.0.0.1:8080', 'localhost', '[::1]:8080'])('%s is reached without a proxy', (host) => {
    set({ ALL_PROXY: 'http://a:1' });
    expect(resolveProxy(url(host))).toBeUndefined();
  });
});
