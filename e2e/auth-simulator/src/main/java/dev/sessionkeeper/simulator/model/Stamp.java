package dev.sessionkeeper.simulator.model;

/// The optional points in time of a user, by the name under which the server writes them.
public enum Stamp {
  EMAIL_CONFIRMED("email_confirmed_at"),
  PHONE_CONFIRMED("phone_confirmed_at"),
  CONFIRMATION_SENT("confirmation_sent_at"),
  CONFIRMED("confirmed_at"),
  EMAIL_CHANGE_SENT("email_change_sent_at"),
  LAST_SIGN_IN("last_sign_in_at"),
  BANNED_UNTIL("banned_until"),
  DELETED("deleted_at");

  private final String memberName;

  Stamp(String memberName) {
    this.memberName = memberName;
  }

  public String memberName() {
    return memberName;
  }
}
