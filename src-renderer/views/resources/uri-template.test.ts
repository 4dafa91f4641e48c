import { describe, expect, it } from 'vitest';
import { expandTemplate, templateVariables } from './uri-template.ts';

describe('URI templates', () => {
  it('names each variable once', () => {
    expect(templateVariables('system://logs/{filename}')).toEqual([{ name: 'filename', reserved: false }]);
    expect(templateVariables('a/{+path}{?q,lang*}/{q:3}')?.map((variable) => variable.name)).toEqual([
      'path',
      'q',
      'lang',
    ]);
    expect(templateVariables('plain')).toEqual([]);
    expect(templateVariables('{}{,}')).toEqual([]);
  });

  it('expands as RFC 6570 says', () => {
    const values = { var: 'value', hello: 'Hello World!', path: '/foo/bar', x: '1024', y: '768', empty: '' };
    const expected = {
      '{var}': 'value',
      '{hello}': 'Hello%20World%21',
      '{+hello}': 'Hello%20World!',
      '{+path}/here': '/foo/bar/here',
      '{path}': '%2Ffoo%2Fbar',
      'X{#path}': 'X#/foo/bar',
      'X{.x,y}': 'X.1024.768',
      '{/var,x}/here': '/value/1024/here',
      '{;x,y}': ';x=1024;y=768',
      '{?x,y}': '?x=1024&y=768',
      '?fixed=yes{&x}': '?fixed=yes&x=1024',
      '{missing}a{?empty}': 'a',
    };
    for (const [template, uri] of Object.entries(expected)) {
      expect([template, expandTemplate(template, values)]).toEqual([template, uri]);
    }
  });

  it('does not take what every object has for a value', () => {
    expect(expandTemplate('{constructor}{__proto__}', {})).toBe('');
  });

  it('refuses templates made to keep it busy, at once', () => {
    expect(templateVariables('{a'.repeat(100_000))).toBeUndefined();
    expect(templateVariables(Array.from({ length: 99 }, (_, i) => `{v${i}}`).join(''))).toBeUndefined();
    expect(templateVariables('{'.repeat(4000))).toEqual([]);
  });
});
