/** Ant Design with our theme, the language and the page's nonce. */
import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentAntdLocale } from './i18n.ts';
import { nonce } from './nonce.ts';
import { theme } from './theme.ts';

export function Themed({ children }: { children: ReactNode }) {
  useTranslation(); // draws again when the language changes
  return (
    <ConfigProvider theme={theme} locale={currentAntdLocale()} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
