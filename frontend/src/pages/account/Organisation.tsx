import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import type { Viewer } from "../../data/session";
import { graphql } from "../../generated/graphql";
import type { OrganisationQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { TextField, Tick } from "../../kit/Field";
import { Done } from "../../kit/states";
import { useForm } from "../../kit/useForm";
import { ClosedNote, CloseOwnOrganisation } from "./Closing";

const OrganisationDocument = graphql(`
  query Organisation($id: ID!) {
    organisation(id: $id) {
      id
      name
      members {
        id
        name
        role
      }
      closure {
        at
        by
        reasons
      }
    }
  }
`);

const InviteMember = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

const RemoveMember = graphql(`
  mutation RemoveMember($input: RemoveMemberInput!) {
    removeMember(input: $input) {
      organisation {
        id
        members {
          id
        }
      }
      userErrors {
        field
        message
      }
    }
  }
`);

type Own = Viewer["organisations"][number];
type Member = OrganisationQuery["organisation"]["members"][number];

/** An organisation with its people; owners invite others and end their membership. */
export function OneOrganisation({ own, viewer }: { own: Own; viewer: Viewer }): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: OrganisationDocument, variables: { id: own.id } });
  return (
    <section className="stack near" aria-label={own.name}>
      <h2>
        <bdi>{own.name}</bdi>
      </h2>
      <p>
        <Link href="/policies">{t("organisation.policy")}</Link>{" "}
        <Link href={`/standing/${own.id}`}>{t("organisation.standing")}</Link>
      </p>
      <p>{t("organisation.words")}</p>
      <Loaded state={state} again={again}>
        {({ organisation: { closure, members } }) => (
          <>
          {closure ? <ClosedNote id={own.id} closure={closure} /> : null}
          <ul className="listing">
            {members.map((member) => (
              <li key={member.id}>
                <OneMember own={own} member={member} removable={own.role === "OWNER" && member.id !== viewer.id} />
              </li>
            ))}
          </ul>
          {own.role === "OWNER" && !closure ? (
            <>
              <Invite own={own} />
              <CloseOwnOrganisation id={own.id} onClosed={() => again({ requestPolicy: "network-only" })} />
            </>
          ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}

function OneMember({ own, member, removable }: { own: Own; member: Member; removable: boolean }): ReactNode {
  const { t } = useLanguage();
  const remove = useAct(RemoveMember);
  const [problems, setProblems] = useState<Problem[]>([]);
  const leave = async (): Promise<void> => {
    const { errors } = await remove({ organisation: own.id, person: member.id });
    setProblems(errors.map(({ message }) => ({ field: "", message })));
  };
  return (
    <>
      <ErrorSummary problems={problems} />
      <p>
        <bdi>{member.name}</bdi> <span className="muted">{t(`member.role.${member.role}`)}</span>
      </p>
      {removable ? (
        <div>
          <Button look="link" onClick={() => void leave()}>
            {t("organisation.remove")}
            <span className="hidden-text">: {member.name}</span>
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Invite({ own }: { own: Own }): ReactNode {
  const { t } = useLanguage();
  const invite = useAct(InviteMember);
  const [sent, setSent] = useState("");
  const form = useForm({ email: "", owner: false }, ({ email }) =>
    email.includes("@") ? {} : { email: t("register.email.missing") },
  );
  const submit = form.submit(async ({ email, owner }) => {
    const { errors } = await invite({ organisation: own.id, email, owner });
    setSent(errors.length ? "" : email);
    if (!errors.length) form.set("email", "");
    return errors;
  });
  const id = `invite-${own.id}`;
  return (
    <form className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems.map(({ message }) => ({ field: id, message }))} />
      <TextField {...form.text("email")} id={id} label={t("organisation.invite")} type="email" />
      <Tick
        id={`${id}-owner`}
        label={t("organisation.owner")}
        hint={t("organisation.owner.hint")}
        checked={form.values.owner}
        onTick={(owner) => form.set("owner", owner)}
      />
      <Button type="submit" look="plain" busy={form.busy}>
        {t("organisation.submit")}
      </Button>
      {sent ? <Done>{t("organisation.sent", { email: sent })}</Done> : null}
    </form>
  );
}
