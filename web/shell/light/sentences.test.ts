import { expect, test } from 'vitest';
import i18n from './sentences.ts';

test('a sentence is found in the language chosen, its blanks are filled, and an unknown key shows itself', async () => {
  await i18n.init({ lng: 'zh-CN' });
  i18n.addResourceBundle('zh-CN', 'translation', { 'a.b': '{{name}}等了 {{ minutes }} 分钟' });
  i18n.addResourceBundle('en', 'translation', { 'a.b': '{{name}} has waited {{minutes}} min' });
  expect(i18n.t('a.b', { name: '王先生', minutes: 3 })).toBe('王先生等了 3 分钟');
  await i18n.changeLanguage('en');
  expect(i18n.t('a.b', { name: 'Mr Wang', minutes: 3 })).toBe('Mr Wang has waited 3 min');
  expect(i18n.exists('a.c')).toBe(false);
  expect(i18n.t('a.c')).toBe('a.c');
});

test('what an unknown key says can be told, and is drawn again once its sentence has come', async () => {
  let isOnTheWay = true;
  await i18n.init({ lng: 'zh-CN', parseMissingKeyHandler: (key) => (isOnTheWay ? '' : key) });
  expect(i18n.t('c.late')).toBe('');
  isOnTheWay = false;
  expect(i18n.t('c.late')).toBe('c.late');
  i18n.addResourceBundle('zh-CN', 'translation', { 'c.late': '到了' });
  expect(i18n.t('c.late')).toBe('到了');
});
