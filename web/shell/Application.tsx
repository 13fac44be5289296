/** Everything around the pages: theme, language, answers of the server, messages, addresses. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntdApp, ConfigProvider } from 'antd';
import { useTranslation } from 'react-i18next';
import { FeedbackAnchor } from './feedback.tsx';
import { currentAntdLocale } from './i18n.ts';
import { queryClient } from './queries.ts';
import { router } from './router.tsx';
import { theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

export function Application() {
  useTranslation(); // draws again when the language changes
  return (
    <ConfigProvider theme={theme} locale={currentAntdLocale()} csp={{ nonce }} variant="outlined">
      <AntdApp message={{ maxCount: 3 }} notification={{ placement: 'topRight', maxCount: 3 }}>
        <FeedbackAnchor />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
