/** A follow-up in two taps: open, then say how. A note, the next date and a template are there for whoever wants them. */
import {
  EditOutlined,
  MessageOutlined,
  PhoneFilled,
  PhoneOutlined,
  TeamOutlined,
  WechatOutlined,
} from '@ant-design/icons';
import { Button, Checkbox, Drawer, Input, Modal, Select, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { lastDayOf } from '../shell/format.ts';
import { useTranslation } from 'react-i18next';
import { claims, type FollowUpRow } from '#contract/claims.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { inDays } from './words.ts';

interface Way {
  readonly key: string;
  readonly channel: FollowUpRow['channel'];
  readonly answered: boolean;
  readonly icon: ReactNode;
}
const ways: readonly Way[] = [
  { key: 'call', channel: 'call', answered: true, icon: <PhoneFilled /> },
  { key: 'callUnanswered', channel: 'call', answered: false, icon: <PhoneOutlined /> },
  { key: 'visit', channel: 'visit', answered: true, icon: <TeamOutlined /> },
  { key: 'sms', channel: 'sms', answered: false, icon: <MessageOutlined /> },
  { key: 'chat', channel: 'chat', answered: true, icon: <WechatOutlined /> },
  { key: 'note', channel: 'note', answered: false, icon: <EditOutlined /> },
];

interface QuickFollowUpProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

export function QuickFollowUp({ customer, onClose }: QuickFollowUpProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const title = t('claims.followUp.title', { name: customer.name });
  const body = <FollowUpForm customer={customer} onClose={onClose} />;
  return isPhone ? (
    <Drawer open title={title} placement="bottom" size="auto" onClose={onClose}>
      {body}
    </Drawer>
  ) : (
    <Modal open title={title} footer={null} onCancel={onClose} width={520}>
      {body}
    </Modal>
  );
}

function FollowUpForm({ customer, onClose }: QuickFollowUpProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [nextOn, setNextOn] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const templates = useApiQuery(claims.templates, {}, { staleTime: 300_000 });
  const record = useApiCommand(claims.followUp);

  const send = async (way: Way): Promise<void> => {
    setBusy(way.key);
    try {
      const { channel, answered } = way;
      const answer = await record.mutateAsync({
        params: { customerId: customer.id },
        body: { channel, answered, text, askForHelp: help, ...(nextOn === null ? {} : { nextOn }) },
      });
      const until = lastDayOf(answer.claim?.protectedUntil ?? null);
      if (!answer.followUp.valid)
        showDone(t('claims.followUp.doneInvalid', { why: t(`claims.invalid.${answer.followUp.whyNot}`) }));
      else showDone(until ? t('claims.followUp.doneUntil', { until }) : t('claims.followUp.done'));
      onClose();
    } catch (error) {
      showError(error);
      setBusy(null);
    }
  };

  return (
    <Space orientation="vertical" size={12} style={{ width: '100%' }}>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: 8 }}>
        {ways.map((way) => (
          <Button
            key={way.key}
            size="large"
            icon={way.icon}
            loading={busy === way.key}
            disabled={(busy !== null && busy !== way.key) || (way.channel === 'note' && text.trim() === '')}
            onClick={() => void send(way)}
            style={{ height: 56, paddingInline: 4 }}
          >
            {t(`claims.way.${way.key}`)}
          </Button>
        ))}
      </div>
      <Input.TextArea
        rows={2}
        maxLength={2000}
        value={text}
        placeholder={t('claims.followUp.text')}
        aria-label={t('claims.followUp.text')}
        onChange={(event) => setText(event.target.value)}
      />
      {templates.data && templates.data.rows.length > 0 ? (
        <Select
          style={{ width: '100%' }}
          placeholder={t('claims.followUp.template')}
          aria-label={t('claims.followUp.template')}
          value={null}
          options={templates.data.rows
            .filter(({ purpose }) => purpose !== 'call_answer')
            .map((row) => ({ value: row.id, label: row.title }))}
          onChange={(id: string | null) => setText(templates.data.rows.find((row) => row.id === id)?.text ?? text)}
        />
      ) : null}
      <Space wrap>
        <span className="muted">{t('claims.followUp.next')}</span>
        {[1, 3, 7].map((days) => (
          <Button
            key={days}
            size="small"
            type={nextOn === inDays(days) ? 'primary' : 'default'}
            onClick={() => setNextOn(inDays(days))}
          >
            {t('claims.followUp.inDays', { count: days })}
          </Button>
        ))}
        <DayInput
          size="small"
          value={nextOn ?? ''}
          min={inDays(0)}
          onChange={(day) => setNextOn(day || null)}
          label={t('claims.followUp.next')}
        />
      </Space>
      <Checkbox checked={help} onChange={(event) => setHelp(event.target.checked)}>
        {t('claims.followUp.help')}
      </Checkbox>
    </Space>
  );
}
