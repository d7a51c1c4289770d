package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.supabase.SupabaseUrl;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupabaseUrlTest {

  static Stream<JsonNode> storageKeys() {
    return SsrVectors.group("storage_key");
  }

  @ParameterizedTest
  @MethodSource("storageKeys")
  void nameAndAuthComeFromTheUrlAsRecorded(JsonNode entry) {
    var url = SupabaseUrl.of(entry.get("supabase_url").textValue());
    var options = entry.get("options");

    // On the server the storage key wins over the name.
    var name =
        options
            .at("/auth/storageKey")
            .asText(options.at("/cookieOptions/name").asText(url.cookieName()));

    assertThat(name).isEqualTo(entry.get("storage_key").textValue());
    assertThat(url.auth()).hasToString(entry.get("auth_url").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`https://münchen.example.com` | `sb-xn--mnchen-3ya-auth-token` | `https://xn--mnchen-3ya.example.com/auth/v1`",
        "`http://a_b.example.com` | `sb-a_b-auth-token` | `http://a_b.example.com/auth/v1`",
        "`http://[::1]` | `sb-[::1]-auth-token` | `http://[::1]/auth/v1`",
        "`http://KONG` | `sb-kong-auth-token` | `http://kong/auth/v1`",
        "`http://0x7f.1` | `sb-127-auth-token` | `http://127.0.0.1/auth/v1`",
        "`http://2130706433:54321` | `sb-127-auth-token` | `http://127.0.0.1:54321/auth/v1`",
        "`http://127.1` | `sb-127-auth-token` | `http://127.0.0.1/auth/v1`",
        "`http://0177.0.0.01` | `sb-127-auth-token` | `http://127.0.0.1/auth/v1`",
        "`http://127.0.0.1.` | `sb-127-auth-token` | `http://127.0.0.1/auth/v1`",
        "`http://192.168.257` | `sb-192-auth-token` | `http://192.168.1.1/auth/v1`",
        "`http://[0:0:0:0:0:0:0:1]:80` | `sb-[::1]-auth-token` | `http://[::1]/auth/v1`",
        "`http://[2001:DB8:0:0:1:0:0:1]` | `sb-[2001:db8::1:0:0:1]-auth-token` | `http://[2001:db8::1:0:0:1]/auth/v1`",
        "`http://[::ffff:1.2.3.4]` | `sb-[::ffff:102:304]-auth-token` | `http://[::ffff:102:304]/auth/v1`",
        "`http://[fe80::]` | `sb-[fe80::]-auth-token` | `http://[fe80::]/auth/v1`",
        "`http://[1:0:0:2:0:0:0:3]` | `sb-[1:0:0:2::3]-auth-token` | `http://[1:0:0:2::3]/auth/v1`",
        "`http://[1:2:3:4:5:6:7:8]` | `sb-[1:2:3:4:5:6:7:8]-auth-token` | `http://[1:2:3:4:5:6:7:8]/auth/v1`",
        "`http://[1:0:2:3:4:5:6:7]` | `sb-[1:0:2:3:4:5:6:7]-auth-token` | `http://[1:0:2:3:4:5:6:7]/auth/v1`",
        "`https://x.co:443` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`http://x.co:0080/` | `sb-x-auth-token` | `http://x.co/auth/v1`",
        "`https://x.co:80` | `sb-x-auth-token` | `https://x.co:80/auth/v1`",
        "`https://x.co:` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https://x.co/a/../b/./c` | `sb-x-auth-token` | `https://x.co/b/c/auth/v1`",
        "`https://x.co/a/%2E%2e/b//c/` | `sb-x-auth-token` | `https://x.co/b//c/auth/v1`",
        "`https://x.co/a?q=1` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https://x.co?q#f` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https://x.co#f` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https:////x.co\\\\a\\\\b` | `sb-x-auth-token` | `https://x.co//a//b/auth/v1`",
        "`https://user@x.co` | `sb-x-auth-token` | `https://user@x.co/auth/v1`",
        "`https://user:@x.co` | `sb-x-auth-token` | `https://user@x.co/auth/v1`",
        "`https://:pw@x.co` | `sb-x-auth-token` | `https://:pw@x.co/auth/v1`",
        "`https://u@v:p:w@x.co` | `sb-x-auth-token` | `https://u%40v:p%3Aw@x.co/auth/v1`",
        "`https://@x.co` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https://ex%41mple.com` | `sb-example-auth-token` | `https://example.com/auth/v1`",
        "`https://kong.` | `sb-kong-auth-token` | `https://kong./auth/v1`",
        "`https://xn--mnchen-3ya.de` | `sb-xn--mnchen-3ya-auth-token` | `https://xn--mnchen-3ya.de/auth/v1`",
        "`https://日本.example` | `sb-xn--wgv71a-auth-token` | `https://xn--wgv71a.example/auth/v1`",
        "`https://BÜCHER.example` | `sb-xn--bcher-kva-auth-token` | `https://xn--bcher-kva.example/auth/v1`",
        "`https://1.2.3.4.5a` | `sb-1-auth-token` | `https://1.2.3.4.5a/auth/v1`",
        "`https://x.co/..` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https://x.co/a/..` | `sb-x-auth-token` | `https://x.co/auth/v1`",
        "`https://x.co/../a` | `sb-x-auth-token` | `https://x.co/a/auth/v1`",
        "`http://0x.0x0` | `sb-0-auth-token` | `http://0.0.0.0/auth/v1`",
        "`http://256` | `sb-0-auth-token` | `http://0.0.1.0/auth/v1`",
        "`http://１２７.0.0.1` | `sb-127-auth-token` | `http://127.0.0.1/auth/v1`",
        "`https://a。b` | `sb-a-auth-token` | `https://a.b/auth/v1`",
        "`https://a..b` | `sb-a-auth-token` | `https://a..b/auth/v1`",
        "`https://.a` | `sb--auth-token` | `https://.a/auth/v1`",
        "`https://faß.de` | `sb-xn--fa-hia-auth-token` | `https://xn--fa-hia.de/auth/v1`",
        "`https://GROßE-straße.example` | `sb-xn--groe-strae-73ag-auth-token` | `https://xn--groe-strae-73ag.example/auth/v1`",
        "`https://λόγος.example` | `sb-xn--oxapnm1c-auth-token` | `https://xn--oxapnm1c.example/auth/v1`"
      })
  void oddSpellingsAreReadAsWebPlatformUrls(String text, String name, String auth) {
    var url = SupabaseUrl.of(text);

    assertThat(url.cookieName()).isEqualTo(name);
    assertThat(url.auth()).hasToString(auth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ftp://x",
        "http://",
        "https:///",
        "https:x",
        "http:/x",
        "http://[::1",
        "http://[1]",
        "http://[::g]",
        "http://[1:2:3:4:5:6:7:8:9]",
        "http://1.2.3.4.5",
        "http://256.1.1.1",
        "http://1.2.3.256",
        "http://4294967296",
        "http://08",
        "http://a b",
        "http://a%20b",
        "http://a<b",
        "http://x:99999",
        "http://x:1x",
        "http://%zz",
        "http://1..2",
        "http://a^b",
        "http://[fe80::1%25eth0]",
        "https://x.co/a%/b/",
        "https://x.co/a|b/",
        "https://a%b@x.co",
        "http://a%00b",
        "http://0x1g.1.2.0x1gg1.09"
      })
  void whatNoClientTakesIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SupabaseUrl.of(text));
  }

  @Test
  void aUriHasTheNameAndTheAuthOfItsText() {
    var url = URI.create("https://münchen.example.com/base");

    assertThat(CookieName.of(url)).isEqualTo(new CookieName("sb-xn--mnchen-3ya-auth-token"));
    assertThat(CookieName.authUrlOf(url))
        .hasToString("https://xn--mnchen-3ya.example.com/base/auth/v1");
  }
}
