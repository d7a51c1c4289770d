package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.contract.SidecarConfig.Supabase;
import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.supabase.ApiKey;
import java.util.Optional;

/// What to say of an API key that may do more than the sidecar needs.
final class KeyAdvice {
  private KeyAdvice() {}

  /// A publishable key passes the gateway as well, and does no harm where it is lost.
  ///
  /// @param key absent where the file holds none
  static Optional<Reason> of(Optional<ApiKey> key, Supabase supabase) {
    return key.filter(ApiKey::isSecret)
        .filter(_ -> supabase.clientAddress() == ClientAddress.NONE)
        .map(_ -> unneeded(supabase));
  }

  private static Reason unneeded(Supabase supabase) {
    return new Reason(
        Reason.Code.SECRET_KEY_UNNEEDED,
        ("The file %s (supabase.publishableKeyFile) holds a secret key (sb_secret_...), which may"
                + " do everything in the project: put the publishable key there, or set"
                + " supabase.clientAddress to Forward, which needs it.")
            .formatted(supabase.publishableKeyFile()));
  }
}
