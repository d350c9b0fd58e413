import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One real Elasticsearch node on loopback, for development and tests. Arguments: home folder, HTTP port. */
public class LocalNode {
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    Files.createDirectories(home.resolve("plugins"));
    LogConfigurator.registerErrorListener();
    Environment environment = new Environment(settings(home, args[1]), home.resolve("config"));
    LogConfigurator.configure(environment, true);
    PluginsLoader loader = PluginsLoader.createPluginsLoader(
        PluginsLoader.loadModulesBundles(environment.modulesDir()),
        PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
        Map.of(), false);
    Node node = new Node(environment, loader);
    node.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    Thread.currentThread().join();
  }

  private static Settings settings(Path home, String port) {
    return Settings.builder()
        .put("path.home", home.toString())
        .put("path.data", home.resolve("data").toString())
        .put("path.logs", home.resolve("logs").toString())
        .put("node.name", "local")
        .put("cluster.name", "zinasanu-baze")
        .put("discovery.type", "single-node")
        .put("http.host", "127.0.0.1")
        .put("http.port", port)
        .put("transport.host", "127.0.0.1")
        .put("transport.port", "0")
        .build();
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (Exception problem) {
      problem.printStackTrace();
    }
  }
}
