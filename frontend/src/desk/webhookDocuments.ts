import { graphql } from "../generated/graphql";
import type { WebhookDeliveriesQuery, WebhooksQuery, WebhookType } from "../generated/graphql/graphql";

export type Webhook = WebhooksQuery["webhooks"]["edges"][number]["node"];
export type Delivery = WebhookDeliveriesQuery["webhookDeliveries"]["edges"][number]["node"];

/** What a webhook can be told of; a test is sent by hand. */
export const TYPES: WebhookType[] = [
  "CASE_OPENED",
  "CASE_STAGE",
  "CASE_CLOSED",
  "CASE_REOPENED",
  "SETTLEMENT_REACHED",
  "DECISION_ISSUED",
  "FULFILMENT_ORDERED",
  "FULFILMENT_CHANGED",
  "FULFILMENT_STEP",
  "FULFILMENT_OVERDUE",
  "RECOVERY_RECORDED",
];

/** As it stands in the message: case.opened. */
export const spelt = (type: WebhookType): string => type.toLowerCase().replace("_", ".");

export const WebhooksDocument = graphql(`
  query Webhooks($marketplace: ID!, $after: String) {
    webhooks(marketplace: $marketplace, first: 50, after: $after) {
      edges {
        node {
          id
          url
          description
          types
          createdAt
          enabled
          disabledReason
          disabledAt
          failingSince
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const DeliveriesDocument = graphql(`
  query WebhookDeliveries($webhook: ID!, $state: WebhookDeliveryState, $after: String) {
    webhookDeliveries(webhook: $webhook, state: $state, first: 20, after: $after) {
      edges {
        node {
          id
          messageId
          type
          case
          createdAt
          state
          nextAt
          attempts {
            at
            status
            code
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const AddWebhook = graphql(`
  mutation AddWebhook($input: AddWebhookInput!) {
    addWebhook(input: $input) {
      webhook {
        id
      }
      secret
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SwitchWebhook = graphql(`
  mutation SwitchWebhook($input: ChangeWebhookInput!) {
    changeWebhook(input: $input) {
      webhook {
        id
        enabled
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RotateSecret = graphql(`
  mutation RotateSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      secret
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TestWebhook = graphql(`
  mutation TestWebhook($input: TestWebhookInput!) {
    testWebhook(input: $input) {
      delivery {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RemoveWebhook = graphql(`
  mutation RemoveWebhook($input: RemoveWebhookInput!) {
    removeWebhook(input: $input) {
      removed
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RetryDelivery = graphql(`
  mutation RetryDelivery($input: RetryDeliveryInput!) {
    retryDelivery(input: $input) {
      delivery {
        id
        state
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ReplayDeliveries = graphql(`
  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {
    replayDeliveries(input: $input) {
      count
      userErrors {
        code
        field
        message
      }
    }
  }
`);
