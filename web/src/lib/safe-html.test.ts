import { describe, expect, it } from 'vitest';

import { safeHtml } from './safe-html';

describe('safe HTML', () => {
  it('has headings one lower than the text, for the page has its own', () => {
    expect(safeHtml('# Rules\n\n## Of *all*')).toBe('<h2>Rules</h2>\n<h3>Of <em>all</em></h3>\n');
  });

  it('keeps links within the site and to the web', () => {
    const html = safeHtml('[a](/docs/terms) [b](https://example.org) [c](mailto:a@b.c) [d](#x)');
    expect(html.match(/href="[^"]*"/g)).toEqual([
      'href="/docs/terms"',
      'href="https://example.org"',
      'href="mailto:a@b.c"',
      'href="#x"',
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,hello)',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<p style="position:fixed" onclick="alert(1)" id="root">x</p>',
    '<iframe src="https://example.org"></iframe><form action="/x"><input></form>',
    '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
    '![x](https://example.org/pixel.png)',
  ])('leaves out what is not text: %s', (hostile) => {
    const html = safeHtml(hostile);
    expect(html).not.toMatch(/script|alert|on\w+=|style|id=|iframe|form|input|svg|img|data:/i);
  });
});
