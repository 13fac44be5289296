/** Registering: two fields and Enter for most visitors; recognition while typing, the rest unfolds. */
import { useNavigate } from '@tanstack/react-router';
import { Button, Collapse, Form, Input, type InputRef, Radio, Select, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { ApiError } from '../shell/api.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { useHotkey } from '../shell/hotkeys.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './customers.css';
import { CustomerPicker } from './CustomerPicker.tsx';
import { Hits, useHits } from './Hits.tsx';
import { type Row, useWord, sourceCodes } from './words.tsx';

const types = ['end_customer', 'dealer', 'distributor', 'supplier', 'special'];
const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'other'] as const;

interface Values {
  readonly name: string;
  readonly phones?: string;
  readonly phoneDeclined?: string;
  readonly kind?: 'person' | 'company';
  readonly gender?: 'male' | 'female';
  readonly source?: string;
  readonly type?: string;
  readonly grade?: string;
  readonly enquiry?: string;
  readonly segment?: string;
  readonly address?: string;
  readonly postcode?: string;
  readonly idNumber?: string;
  readonly wechat?: string;
  readonly email?: string;
  readonly plates?: string[];
  readonly cards?: string[];
  readonly tags?: string[];
  readonly note?: string;
  readonly visitedOn?: string;
}

/** From a visit on the floor the page carries its id: whoever is registered, or found, is the visitor. */
const fromVisit = { visitId: '' } as const;

export function RegisterPage() {
  const { t } = useTranslation();
  const [{ visitId }] = useUrlState<{ visitId: string }>(fromVisit);
  const link = useApiCommand(desk.linkCustomer);
  const navigate = useNavigate();
  const site = useSiteOrNull();
  const [form] = Form.useForm<Values>();
  const source = Form.useWatch('source', form);
  const first = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const hits = useHits(typed);
  const [household, setHousehold] = useState<{
    customerId: string;
    name: string;
    relation: (typeof relations)[number];
  } | null>(null);
  const [referrer, setReferrer] = useState<Row | null>(null);
  const [doubts, setDoubts] = useState<ApiError | null>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const doubtful = String(doubts?.detail.customers ?? '')
    .split(',')
    .filter(Boolean);
  const register = useApiCommand(customers.register);
  useEffect(() => first.current?.focus(), []);

  const goTo = async (customerId: string): Promise<void> => {
    if (!visitId) return navigate({ to: `/customers/${customerId}` });
    await link.mutateAsync({ params: { visitId }, body: { customerId } });
    showDone(t('customers.register.linked'));
    return navigate({ to: `/desk/visits/${visitId}` });
  };

  const submit = async (values: Values, somebodyElse: boolean): Promise<void> => {
    const { visitedOn, ...rest } = values;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== ''));
    try {
      const answer = await register.mutateAsync({
        body: {
          ...given,
          name: values.name.trim(),
          siteId: site?.id,
          visitedOn: visitedOn || undefined,
          ...(referrer && values.source === 'referral' ? { referredBy: referrer.id } : {}),
          ...(household ? { householdOf: { customerId: household.customerId, relation: household.relation } } : {}),
          differentFrom: somebodyElse ? doubtful : [],
          differentFromStrangers: somebodyElse,
        } as never,
      });
      showDone(t(`customers.register.${answer.kind}`));
      await goTo(answer.customerId);
    } catch (error) {
      if (!(error instanceof ApiError)) return showError(error);
      if (error.code === 'POSSIBLE_DUPLICATE') return setDoubts(error);
      const fields =
        error.code === 'FIELDS_MISSING' ? String(error.detail.fields).split(',') : error.field ? [error.field] : [];
      if (fields.length === 0) return showError(error);
      setUnfolded(true); // the field at fault may be folded away
      form.setFields(
        fields.map((field) => ({
          name: (field === 'phone' ? 'phones' : field) as keyof Values,
          errors: [textOf(error)],
        })),
      );
      setDoubts(null);
    }
  };
  useHotkey('ctrl+Enter', t('customers.register.save'), () => form.submit());

  return (
    <Page title={t('customers.register.title')} subtitle={site?.name}>
      <div className="customer-card customer-form">
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ kind: 'person', source: 'walk_in', visitedOn: localToday() }}
          onValuesChange={(changed: Partial<Values>) => {
            setDoubts(null);
            const text = changed.phones ?? changed.name ?? changed.idNumber;
            if (text !== undefined) setTyped(text);
          }}
          onFinish={(values) => void submit(values, false)}
        >
          <div className="two">
            <Form.Item
              name="name"
              label={t('customers.field.name')}
              rules={[{ required: true, whitespace: true, message: t('customers.register.nameMissing') }]}
            >
              <Input ref={first} maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="phones" label={t('customers.field.phones')} extra={t('customers.register.phonesHint')}>
              <Input inputMode="tel" maxLength={120} autoComplete="off" />
            </Form.Item>
          </div>
          <Hits
            hits={hits}
            onOpen={(row) => void goTo(row.id).catch(showError)}
            onFamily={(row) => setHousehold({ customerId: row.id, name: row.name, relation: 'spouse' })}
          />
          {household ? (
            <Form.Item label={t('customers.register.household', { name: household.name })}>
              <Space wrap>
                <Radio.Group
                  value={household.relation}
                  options={relations.map((relation) => ({
                    value: relation,
                    label: t(`customers.relation.${relation}`),
                  }))}
                  onChange={(event) => setHousehold({ ...household, relation: event.target.value })}
                />
                <Button type="link" onClick={() => setHousehold(null)}>
                  {t('customers.register.noHousehold')}
                </Button>
              </Space>
            </Form.Item>
          ) : null}
          <MainFields />
          {source === 'referral' ? (
            <Form.Item label={t('customers.referredBy')} extra={t('customers.register.referrerHint')}>
              <CustomerPicker chosen={referrer} onChoose={setReferrer} label={t('customers.referredBy')} />
            </Form.Item>
          ) : null}
          <Collapse
            ghost
            activeKey={isUnfolded ? ['more'] : []}
            onChange={(keys) => setUnfolded(keys.length > 0)}
            items={[{ key: 'more', label: t('customers.register.more'), forceRender: true, children: <MoreFields /> }]}
          />
          {doubts ? (
            <div className="customer-bulk" role="alert">
              <span style={{ flex: 1 }}>{textOf(doubts)}</span>
              {doubtful.map((id, index) => (
                <Button key={id} type="link" href={`/customers/${id}`} target="_blank">
                  {t('customers.register.look', { number: index + 1 })}
                </Button>
              ))}
              <Button onClick={() => void submit(form.getFieldsValue(true), true)}>
                {t('customers.register.somebodyElse')}
              </Button>
            </div>
          ) : null}
          <Button type="primary" htmlType="submit" size="large" loading={register.isPending}>
            {t('customers.register.save')}
          </Button>
        </Form>
      </div>
    </Page>
  );
}

function MainFields() {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className="two">
      <Form.Item name="source" label={t('customers.col.source')}>
        <Select options={sourceCodes.map((code) => ({ value: code, label: word('source', code) }))} />
      </Form.Item>
      <Form.Item name="grade" label={t('customers.col.grade')}>
        <Radio.Group optionType="button" options={['A', 'B', 'C', 'D'].map((code) => ({ value: code, label: code }))} />
      </Form.Item>
      <Form.Item name="enquiry" label={t('customers.field.enquiry')} style={{ gridColumn: '1 / -1' }}>
        <Input.TextArea rows={1} maxLength={1000} />
      </Form.Item>
    </div>
  );
}

function MoreFields() {
  const { t } = useTranslation();
  const word = useWord();
  const text = (name: keyof Values) => (
    <Form.Item name={name} label={t(`customers.field.${name}`)}>
      <Input maxLength={200} autoComplete="off" />
    </Form.Item>
  );
  const list = (name: 'plates' | 'cards' | 'tags') => (
    <Form.Item name={name} label={t(`customers.field.${name}`)}>
      <Select mode="tags" tokenSeparators={[',', ',', '、', ' ']} open={false} suffixIcon={null} />
    </Form.Item>
  );
  return (
    <div className="two">
      <Form.Item name="kind" label={t('customers.field.kind')}>
        <Radio.Group
          optionType="button"
          options={['person', 'company'].map((code) => ({ value: code, label: word('kind', code) }))}
        />
      </Form.Item>
      <Form.Item name="gender" label={t('customers.field.gender')}>
        <Radio.Group
          optionType="button"
          options={['male', 'female'].map((code) => ({ value: code, label: word('gender', code) }))}
        />
      </Form.Item>
      <Form.Item name="visitedOn" label={t('customers.field.visitedOn')}>
        <Input type="date" max={localToday()} />
      </Form.Item>
      <Form.Item name="type" label={t('customers.col.type')}>
        <Select allowClear options={types.map((code) => ({ value: code, label: word('type', code) }))} />
      </Form.Item>
      {text('segment')}
      {text('phoneDeclined')}
      {text('idNumber')}
      {text('address')}
      {text('postcode')}
      {text('wechat')}
      {text('email')}
      {list('plates')}
      {list('cards')}
      {list('tags')}
      <Form.Item name="note" label={t('customers.field.note')} style={{ gridColumn: '1 / -1' }}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </div>
  );
}
