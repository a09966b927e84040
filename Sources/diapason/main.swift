import ArgumentParser
import Crypto
import GRDB
import Hummingbird
import TOMLKit
import Subprocess
import Foundation
print(SHA256.hash(data: Data("x".utf8)), Router<BasicRequestContext>.self, try DatabaseQueue(), try TOMLTable(string: "a=1"))
