import { describe, expect, test } from 'vitest';
import { isAllowedExternalUrl, isAppUrl } from './origin.ts';

describe('a URL of the page', () => {
  test.each(['app://fairdoc/', 'app://fairdoc/index.html', 'app://fairdoc/#/triage'])('%s', (url) => {
    expect(isAppUrl(url)).toBe(true);
  });

  test.each([
    undefined,
    '',
    'fairdoc',
    'app://fairdoc.evil.example/',
    'app://evil/app://fairdoc/',
    'app://evil@fairdoc/',
    'app://fairdoc:1/',
    'https://fairdoc/',
    'file:///app://fairdoc/',
    'blob:app://fairdoc/1',
  ])('is not %s', (url) => {
    expect(isAppUrl(url)).toBe(false);
  });
});

describe('a link that leads outside', () => {
  test.each([
    ['https://www.nice.org.uk/guidance/ng51', true],
    ['https://www.nice.org.uk:443/', true],
    ['http://www.nice.org.uk/', false],
    ['https://nice.org.uk.evil.example/', false],
    ['https://www.nice.org.uk@evil.example/', false],
    ['https://ada@www.nice.org.uk/', false],
    ['https://www.nice.org.uk:8443/', false],
    ['javascript:https://www.nice.org.uk/', false],
    ['not a url', false],
  ])('%s: %s', (url, allowed) => {
    expect(isAllowedExternalUrl(url)).toBe(allowed);
  });
});
